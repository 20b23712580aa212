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
batch = (torch.ones(4, 2), torch.zeros(4))
for target in (device, "meta"):
    for moved in move(batch, target):
        assert moved.device.type == target
    shapes = [tuple(moved.shape) for moved in move(batch, target)]
    assert shapes == [(4, 2), (4,)]


# %% wrong Tensor.to moves the tensor itself
def move(batch, target):
    inputs, labels = batch
    inputs.to(target)
    labels.to(target)
    return inputs, labels
