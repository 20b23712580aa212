# %% setup
import torch
from torch import nn


# %% card
def batch_norm(x, eps=1e-5):
    axes = (0, 2, 3)
    mean = x.mean(axes, keepdim=True)
    variance = x.var(axes, correction=0, keepdim=True)
    return (x - mean) / torch.sqrt(variance + eps)


# %% check it equals nn.BatchNorm2d in training mode
for shape in [(4, 3, 5, 5), (2, 3, 1, 2), (1, 5, 2, 2)]:
    layer = nn.BatchNorm2d(shape[1], affine=False)
    for scale in (10, 0.001):  # eps outweighs a tiny variance
        x = scale * (torch.randn(shape) + 0.3)
        torch.testing.assert_close(
            batch_norm(x), layer(x), rtol=1e-4, atol=1e-4
        )


# %% wrong every sample is normalized by itself
def batch_norm(x, eps=1e-5):
    axes = (1, 2, 3)
    mean = x.mean(axes, keepdim=True)
    variance = x.var(axes, correction=0, keepdim=True)
    return (x - mean) / torch.sqrt(variance + eps)


# %% wrong all channels share one mean and variance
def batch_norm(x, eps=1e-5):
    mean, variance = x.mean(), x.var(correction=0)
    return (x - mean) / torch.sqrt(variance + eps)


# %% wrong the variance divides by n - 1
def batch_norm(x, eps=1e-5):
    axes = (0, 2, 3)
    mean = x.mean(axes, keepdim=True)
    variance = x.var(axes, keepdim=True)
    return (x - mean) / torch.sqrt(variance + eps)
