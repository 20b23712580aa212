# %% setup
import torch
from torch import nn

graphs = []


def summed(outputs, targets):
    """A loss whose gradient is easy: the input itself."""
    graphs.append((outputs - targets).sum())
    return graphs[-1]


def two_steps():
    """The weight after them, and the two losses."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    target = torch.zeros(1, 1)
    losses = []
    for value in (1.0, 10.0):
        inputs = torch.full((1, 1), value)
        losses.append(
            training_step(model, summed, optimizer, inputs, target)
        )
    return model.weight.item(), losses


# %% card
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.detach()


# %% check a step takes its own gradient, and frees its graph
# > Clear, differentiate, update.
# >
# > so clear the old gradients first; `step()` then changes the
# > weights by what it finds there.
weight, losses = two_steps()
assert weight == -(1 + 10)
assert [loss.item() for loss in losses] == [0, -1 * 10]
assert not any(loss.requires_grad for loss in losses)
try:
    graphs[-1].backward()
    freed = False
except RuntimeError:
    freed = True
assert freed
# %% fact backward() adds, and step() takes what is there
# > `backward()` adds to a parameter's `.grad`,
# >
# > `step()` then changes the weights by what it finds there.
w = torch.zeros(1, requires_grad=True)
sgd = torch.optim.SGD([w], lr=1.0)
for _ in range(2):
    (3 * w).sum().backward()
assert w.grad.tolist() == [6.0]
sgd.step()
assert w.tolist() == [-6.0]
# %% belied backward() overwrites
assert w.tolist() == [-3.0]
# %% fact a forgotten call goes unnoticed
# > Leave out `zero_grad()`, and old gradients pile up; leave out
# > `backward()`, and the loss changes no weight. Neither raises.
piled = torch.zeros(1, requires_grad=True)
sgd = torch.optim.SGD([piled], lr=1.0)
for _ in range(3):
    piled.sum().backward()
    sgd.step()
assert piled.tolist() == [-1.0 - 2.0 - 3.0]
kept = torch.ones(1, requires_grad=True)
sgd = torch.optim.SGD([kept], lr=1.0)
for _ in range(3):
    sgd.zero_grad()
    loss = kept.sum()
    sgd.step()
assert loss.requires_grad and kept.tolist() == [1.0]
# %% belied step() clears what it has used
assert piled.tolist() == [-3.0]
# %% belied step() differentiates the last loss
assert kept.tolist() != [1.0]


# %% wrong gradients need no clearing
def training_step(model, loss_fn, optimizer, inputs, targets):
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.detach()


# %% wrong step() may come before backward()
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    optimizer.step()
    loss.backward()
    return loss.detach()


# %% wrong the graph has to be kept for the next step
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward(retain_graph=True)
    optimizer.step()
    return loss.detach()
