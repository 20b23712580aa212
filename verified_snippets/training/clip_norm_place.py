# %% setup
import torch
from torch import nn
from torch.nn.utils import clip_grad_norm_


def summed(outputs, targets):
    return (outputs - targets).sum()


# %% card
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    clip_grad_norm_(model.parameters(), max_norm=1.0)
    optimizer.step()


# %% check the step uses the clipped gradient of its own batch
for inputs, wanted in [
    ((3.0, 4.0), [[-0.6, -0.8]]),
    ((0.3, 0.4), [[-0.3, -0.4]]),
]:
    model = nn.Linear(2, 1, bias=False)
    nn.init.zeros_(model.weight)
    model.weight.grad = torch.ones_like(model.weight)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    inputs = torch.tensor([inputs])
    targets = torch.zeros(1, 1)
    training_step(model, summed, optimizer, inputs, targets)
    wanted = torch.tensor(wanted)
    torch.testing.assert_close(model.weight.detach(), wanted)


# %% wrong clipping before backward() limits what comes
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    clip_grad_norm_(model.parameters(), max_norm=1.0)
    loss.backward()
    optimizer.step()


# %% wrong clipping after step() is in time
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
    clip_grad_norm_(model.parameters(), max_norm=1.0)
