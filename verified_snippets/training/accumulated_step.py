# %% setup
import copy

import torch
from torch import nn


def updated(step, sizes):
    """Weights after one accumulated step, and after a whole one.

    The first model begins with gradients left from before.
    """
    loss_fn = nn.BCEWithLogitsLoss()
    inputs = torch.randn(sum(sizes), 3)
    targets = torch.rand(sum(sizes), 1)
    batches = list(zip(inputs.split(sizes), targets.split(sizes)))
    model = nn.Linear(3, 1)
    whole = copy.deepcopy(model)
    model(inputs).sum().backward()
    sgd = torch.optim.SGD(model.parameters(), lr=0.1)
    step(model, loss_fn, sgd, batches)
    sgd = torch.optim.SGD(whole.parameters(), lr=0.1)
    loss_fn(whole(inputs), targets).backward()
    sgd.step()
    return model.weight, whole.weight


# %% card
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    samples = sum(len(inputs) for inputs, _ in micro_batches)
    optimizer.zero_grad()
    for inputs, targets in micro_batches:
        loss = loss_fn(model(inputs), targets)
        (loss * len(inputs) / samples).backward()
    optimizer.step()


# %% check one step on the whole batch gives the same weights
for sizes in [[8], [4, 4], [7, 1], [1, 2, 5]]:
    torch.testing.assert_close(*updated(accumulated_step, sizes))


# %% wrong the micro-batch losses need no scaling
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    optimizer.zero_grad()
    for inputs, targets in micro_batches:
        loss_fn(model(inputs), targets).backward()
    optimizer.step()


# %% wrong dividing by the number of micro-batches is enough
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    optimizer.zero_grad()
    for inputs, targets in micro_batches:
        loss = loss_fn(model(inputs), targets)
        (loss / len(micro_batches)).backward()
    optimizer.step()


# %% wrong gradients are cleared for every micro-batch
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    samples = sum(len(inputs) for inputs, _ in micro_batches)
    for inputs, targets in micro_batches:
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        (loss * len(inputs) / samples).backward()
    optimizer.step()
