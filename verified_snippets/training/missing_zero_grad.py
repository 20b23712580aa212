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
    return (outputs - 3 * targets).square().mean()


# %% card
for inputs, targets in batches:
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
# %% check each step uses the gradient of its own batch alone
# > `zero_grad()` is missing.
# >
# > at the start of the step, as here,
weight = model.weight.item()
assert abs(weight - 0.25) < 1e-6, (
    "two steps of 0.0625, each by its own gradient, lead to 0.25"
)
# %% fact step() follows all gradients since the last clearing
# > `backward()` adds to `.grad` and `step()` doesn't clear it, so
# > every step follows the sum of all gradients so far.
weight = torch.tensor(1.0, requires_grad=True)
sgd = torch.optim.SGD([weight], lr=0.5)
followed = []
for factor in (1.0, 10.0, 100.0):
    before = weight.item()
    (factor * weight).backward()
    kept = weight.grad.item()
    sgd.step()
    assert weight.grad.item() == kept
    followed.append((before - weight.item()) / 0.5)
assert followed == [1.0, 1.0 + 10.0, 1.0 + 10.0 + 100.0]
# %% belied each step follows the last gradient
assert followed == [1.0, 10.0, 100.0]
# %% fact clearing at the start and after step() do the same
# > Clear before every `backward()`: at the start of the step,
# >
# > or after `step()`.
ends = []
for place in ("start", "after", "nowhere"):
    weight = torch.tensor(1.0, requires_grad=True)
    sgd = torch.optim.SGD([weight], lr=0.125)
    for _ in range(3):
        if place == "start":
            sgd.zero_grad()
        weight.square().backward()
        sgd.step()
        if place == "after":
            sgd.zero_grad()
    ends.append(weight.item())
assert ends[0] == ends[1] == 0.75**3
# %% belied clearing makes no difference
assert ends[2] == ends[0]
# %% also cleared after the step
for inputs, targets in batches:
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
# %% also each .grad is removed by hand
for inputs, targets in batches:
    for p in model.parameters():
        p.grad = None
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
# %% also the model clears, and right before backward()
for inputs, targets in batches:
    loss = loss_fn(model(inputs), targets)
    model.zero_grad()
    loss.backward()
    optimizer.step()
# %% wrong backward() replaces the last batch's gradients
for inputs, targets in batches:
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
# %% wrong the gradients are cleared before they are used
for inputs, targets in batches:
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
# %% wrong clearing once before the loop is enough
optimizer.zero_grad()
for inputs, targets in batches:
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
