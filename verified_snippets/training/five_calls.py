# %% setup
import torch
from torch import nn


def summed(outputs, targets):
    """A loss whose gradient is easy: the input itself."""
    return (outputs - targets).sum()


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


# %% check a step takes its own gradient, returns a graphless loss
weight, losses = two_steps()
assert weight == -(1 + 10)
assert [loss.item() for loss in losses] == [0, -1 * 10]
assert not any(loss.requires_grad for loss in losses)


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
