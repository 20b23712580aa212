# %% setup
import torch

from verified_snippets.kit import device


# %% card
def move(batch, target):
    inputs, labels = batch
    inputs = inputs.to(target)
    labels = labels.to(target)
    return inputs, labels


# %% check both tensors come back on the target
batch = (torch.arange(8.0).reshape(4, 2), torch.arange(4))
for target in (device, "meta"):
    inputs, labels = move(batch, target)
    assert inputs.device.type == target, "inputs did not move"
    assert labels.device.type == target, "labels did not move"
inputs, labels = move(batch, device)
assert inputs.tolist() == [[0, 1], [2, 3], [4, 5], [6, 7]], (
    "the inputs are not those of the batch"
)
assert labels.tolist() == [0, 1, 2, 3], (
    "the labels are not those of the batch"
)


# %% also one expression for both
def move(batch, target):
    return tuple(x.to(target, non_blocking=True) for x in batch)


# %% also new tensors that are filled
def move(batch, target):
    moved = []
    for x in batch:
        moved.append(torch.empty_like(x, device=target).copy_(x))
    return moved


# %% wrong Tensor.to moves the tensor itself
def move(batch, target):
    inputs, labels = batch
    inputs.to(target)
    labels.to(target)
    return inputs, labels


# %% wrong the labels may stay where they are
def move(batch, target):
    inputs, labels = batch
    return inputs.to(target), labels


# %% wrong one moved tensor is enough for both
def move(batch, target):
    inputs, labels = batch
    inputs = inputs.to(target)
    return inputs, inputs


# %% wrong torch.device as a context moves what it sees
def move(batch, target):
    with torch.device(target):
        inputs, labels = batch
    return inputs, labels
