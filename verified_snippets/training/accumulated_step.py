# /// snippet
# [equivalent]
# "*len(inputs)*: inputs -> targets" = "there are as many targets"
# ///
# %% setup
import copy
import weakref

import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks


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
# > Each loss is scaled by its micro-batch's part of all samples:
for sizes in [[8], [4, 4], [7, 1], [1, 2, 5]]:
    torch.testing.assert_close(
        *updated(accumulated_step, sizes), rtol=1e-4, atol=1e-6
    )
# %% check what a graph saved is freed before the next micro-batch
# > Every `backward()` frees what its graph saved before the next
# > micro-batch runs.
model, seen, live = nn.Linear(3, 1), [], weakref.WeakSet()
sizes = []


class Saved:
    """What the graph saves for backward(); gone when freed."""

    def __init__(self, tensor):
        self.tensor = tensor
        live.add(self)


model.register_forward_pre_hook(lambda *_: seen.append(len(live)))
model.register_forward_pre_hook(
    lambda _, x: sizes.append(len(x[0]))
)
model.register_forward_hook(lambda *_: seen.append(len(live)))
with saved_tensors_hooks(Saved, lambda saved: saved.tensor):
    accumulated_step(
        model,
        nn.MSELoss(),
        torch.optim.SGD(model.parameters(), lr=0.1),
        [(torch.ones(2, 3), torch.ones(2, 1))] * 3,
    )
assert any(seen[1::2]), "no graph is recorded"
assert not any(seen[::2]), (
    "graphs of several micro-batches hold saved tensors at once"
)
assert max(sizes) <= 2, "several micro-batches share one graph"
# %% fact the number of micro-batches is right for equal sizes
# > `loss / len(micro_batches)` fits equal sizes only.
samples = torch.tensor([0.0, 1.0, 2.0, 7.0])
shares = {}
for sizes in [(2, 2), (3, 1)]:
    micro_batches = samples.split(sizes)
    w = torch.ones(1, requires_grad=True)
    for micro_batch in micro_batches:
        loss = (w * micro_batch).mean()
        (loss / len(micro_batches)).backward()
    shares[sizes] = w.grad.item()
assert shares[2, 2] == (0 + 1 + 2 + 7) / 4
assert shares[3, 1] == (0 + 1 + 2) / 6 + 7 / 2
# %% belied it fits any sizes
assert shares[3, 1] == shares[2, 2]
# %% fact an ignored target has no share in the mean
# > With `ignore_index`, count only the targets that aren't ignored.
loss_fn = nn.CrossEntropyLoss(ignore_index=-1)
logits = torch.tensor([[0.0, 1.0], [2.0, 0.0], [0.0, 3.0]])
targets = torch.tensor([0, -1, 0])
whole = loss_fn(logits, targets)
one = loss_fn(logits[:2], targets[:2])
two = loss_fn(logits[2:], targets[2:])
torch.testing.assert_close(
    whole, (1 * one + 1 * two) / 2, rtol=1e-5, atol=1e-6
)
# %% belied every sample counts
torch.testing.assert_close(
    whole, (2 * one + 1 * two) / 3, rtol=1e-5, atol=1e-6
)
# %% fact BatchNorm sees one micro-batch
# > BatchNorm in training mode still normalizes each micro-batch by
# > itself.
norm = nn.BatchNorm1d(1)
large = torch.tensor([[0.0], [2.0], [10.0], [12.0]])
micro = torch.cat([norm(part) for part in large.split(2)])
signs = torch.tensor([[-1.0], [1.0], [-1.0], [1.0]])
torch.testing.assert_close(micro, signs, rtol=0, atol=1e-3)
# %% belied it gives what the large batch gives
torch.testing.assert_close(micro, norm(large), rtol=0, atol=1e-3)


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


# %% wrong all samples fit into memory at once
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    inputs, targets = map(torch.cat, zip(*micro_batches))
    optimizer.zero_grad()
    loss_fn(model(inputs), targets).backward()
    optimizer.step()


# %% wrong step() clears the gradients
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    samples = sum(len(inputs) for inputs, _ in micro_batches)
    for inputs, targets in micro_batches:
        loss = loss_fn(model(inputs), targets)
        (loss * len(inputs) / samples).backward()
    optimizer.step()


# %% wrong the graphs are kept for the step
def accumulated_step(model, loss_fn, optimizer, micro_batches):
    samples = sum(len(inputs) for inputs, _ in micro_batches)
    optimizer.zero_grad()
    for inputs, targets in micro_batches:
        loss = loss_fn(model(inputs), targets)
        share = loss * len(inputs) / samples
        share.backward(retain_graph=True)
    optimizer.step()
