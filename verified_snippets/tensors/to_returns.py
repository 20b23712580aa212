# %% setup
import torch
from torch import nn


# %% card
def move(batch, target):
    inputs, labels = batch
    inputs = inputs.to(target)
    labels = labels.to(target)
    return inputs, labels


# %% check both tensors come back on the target
# > Without the assignments that result is lost.
batch = (
    torch.arange(8.0).reshape(4, 2).double().requires_grad_(),
    torch.arange(4),
)
for target in ("cpu", "meta"):
    inputs, labels = move(batch, target)
    assert inputs.device.type == target, "inputs did not move"
    assert labels.device.type == target, "labels did not move"
    assert inputs.dtype == torch.float64, (
        "the inputs' dtype changed"
    )
    assert labels.dtype == torch.int64, "the labels' dtype changed"
    assert inputs.requires_grad, "the inputs left the graph"
inputs, labels = move(batch, "cpu")
assert inputs.tolist() == [[0, 1], [2, 3], [4, 5], [6, 7]], (
    "the inputs are not those of the batch"
)
assert labels.tolist() == [0, 1, 2, 3], (
    "the labels are not those of the batch"
)
# %% fact a tensor stays where it is
# > `inputs.to(target)` returns a tensor on the target and leaves
# > `inputs` where it is.
# >
# > `inputs.to(inputs.device)` returns `inputs` itself.
inputs, target = torch.ones(2), "meta"
before = inputs.device
moved = inputs.to(target)
assert moved.device.type == target and before.type != target
assert inputs.device == before
assert inputs.to(inputs.device) is inputs
# %% belied it moves the tensor
assert inputs.device == moved.device
# %% fact a module is moved itself
# > A module needs no assignment: after `model.to(target)` its
# > parameters are on the target.
model, target = nn.Linear(2, 1), "meta"
assert {p.device.type for p in model.parameters()} != {target}
model.to(target)
assert {p.device.type for p in model.parameters()} == {target}
# %% belied a module stays where it is
assert {p.device.type for p in model.parameters()} != {target}


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


# %% wrong a tensor as the target gives its device alone
def move(batch, target):
    inputs, labels = batch
    inputs = inputs.to(target)
    labels = labels.to(inputs)
    return inputs, labels


# %% wrong inputs have to leave the graph to be moved
def move(batch, target):
    inputs, labels = batch
    return inputs.detach().to(target), labels.to(target)
