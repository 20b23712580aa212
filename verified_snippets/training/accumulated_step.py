# /// snippet
# [equivalent]
# "*len(inputs)*: inputs -> targets" = "there are as many targets"
# ///
# %% setup
import copy

import torch
from torch import nn


def updated(step, sizes):
    """Weights after two accumulated steps, and two whole ones."""
    loss_fn = nn.BCEWithLogitsLoss()
    inputs = torch.randn(sum(sizes), 3)
    targets = torch.rand(sum(sizes), 1)
    batches = list(zip(inputs.split(sizes), targets.split(sizes)))
    model = nn.Linear(3, 1)
    whole = copy.deepcopy(model)
    sgd = torch.optim.SGD(model.parameters(), lr=0.1)
    whole_sgd = torch.optim.SGD(whole.parameters(), lr=0.1)
    for _ in range(2):
        step(model, loss_fn, sgd, batches)
        whole_sgd.zero_grad()
        loss_fn(whole(inputs), targets).backward()
        whole_sgd.step()
    return model.weight.detach(), whole.weight.detach()


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
    torch.testing.assert_close(
        *updated(accumulated_step, sizes), rtol=1e-4, atol=1e-6
    )
# %% check each graph is used up before the next micro-batch
events = []
model = nn.Linear(3, 1)


def note(module, args, output):
    events.append("forward")
    output.register_hook(lambda _: events.append("backward"))


model.register_forward_hook(note)
accumulated_step(
    model,
    nn.MSELoss(),
    torch.optim.SGD(model.parameters(), lr=0.1),
    [(torch.ones(2, 3), torch.ones(2, 1))] * 3,
)
assert events == ["forward", "backward"] * 3, (
    "several micro-batches have their graphs in memory at once"
)


# %% also cleared after the step
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    samples = sum(targets.shape[0] for _, targets in micro_batches)
    for inputs, targets in micro_batches:
        share = inputs.shape[0] / samples
        (share * loss_fn(model(inputs), targets)).backward()
    optimizer.step()
    optimizer.zero_grad()


# %% also sums, which are divided once
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    optimizer.zero_grad()
    samples = 0
    for inputs, targets in micro_batches:
        loss = loss_fn(model(inputs), targets) * len(inputs)
        loss.backward()
        samples += len(inputs)
    for p in model.parameters():
        p.grad /= samples
    optimizer.step()


# %% also gradients that are added by hand
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    weights = list(model.parameters())
    totals = [torch.zeros_like(p) for p in weights]
    samples = sum(len(inputs) for inputs, _ in micro_batches)
    for inputs, targets in micro_batches:
        loss = loss_fn(model(inputs), targets)
        gradients = torch.autograd.grad(loss, weights)
        for total, gradient in zip(totals, gradients):
            total += gradient * (len(inputs) / samples)
    for p, total in zip(weights, totals):
        p.grad = total
    optimizer.step()


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


# %% wrong one backward() over all micro-batches saves memory too
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    samples = sum(len(inputs) for inputs, _ in micro_batches)
    total = 0
    for inputs, targets in micro_batches:
        loss = loss_fn(model(inputs), targets)
        total = total + loss * len(inputs) / samples
    optimizer.zero_grad()
    total.backward()
    optimizer.step()


# %% wrong step() clears the gradients
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    samples = sum(len(inputs) for inputs, _ in micro_batches)
    for inputs, targets in micro_batches:
        loss = loss_fn(model(inputs), targets)
        (loss * len(inputs) / samples).backward()
    optimizer.step()
