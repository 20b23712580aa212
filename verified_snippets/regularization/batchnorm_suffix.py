# /// snippet
# [equivalent]
# "*range(1, 7)*: 1 -> 2" = "none takes 1 dimension"
# "*range(1, 7)*: 7 -> 8" = "none takes 7 dimensions"
# ///
# %% setup
import torch
from torch import nn


def accepts(layer, ndim):
    """Whether a layer takes an input with this many dimensions."""
    try:
        layer(torch.randn([2] * ndim))
    except ValueError:
        return False
    return True


# %% card
accepted = {}
for layer in (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d):
    bn = layer(num_features=2)
    accepted[layer] = [n for n in range(1, 7) if accepts(bn, n)]
    print(layer.__name__, accepted[layer])
# %% output
# BatchNorm1d [2, 3]
# BatchNorm2d [4]
# BatchNorm3d [5]
# %% check the suffix counts the dimensions after batch and channels
assert accepted[nn.BatchNorm1d] == [2, 3]
assert accepted[nn.BatchNorm2d] == [4]
assert accepted[nn.BatchNorm3d] == [5]
# %% wrong the suffix counts all dimensions of the input
accepted = {nn.BatchNorm1d: [1], nn.BatchNorm2d: [2]}
accepted[nn.BatchNorm3d] = [3]
