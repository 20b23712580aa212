# %% setup
import torch
from torch import nn

model = nn.Linear(1, 1, bias=False)
nn.init.ones_(model.weight)
optimizer = torch.optim.SGD(model.parameters(), lr=0.0625)
inputs = torch.full((4, 1), 2.0)
batches = [(inputs, torch.zeros(4, 1))] * 2


def loss_fn(outputs, targets):
    """A squared error, another one if its arguments swap."""
    return (outputs - 2 * targets).square().mean()


# %% card
for inputs, targets in batches:
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
# %% check each step uses the gradient of its own batch alone
after_one = 1.0 - 0.0625 * 8.0
after_two = after_one - 0.0625 * 8.0 * after_one
assert model.weight.item() == after_two == 0.25
# %% wrong backward() replaces the last batch's gradients
for inputs, targets in batches:
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
