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
# > Each channel is normalized with its own mean and variance, taken
# > over the batch and all positions.
# >
# > The variance divides by n, not by n - 1, hence `correction=0`.
for shape in [(4, 3, 5, 5), (2, 3, 1, 2), (1, 5, 2, 2)]:
    for options in ({}, {"eps": 0.1}):
        layer = nn.BatchNorm2d(shape[1], affine=False, **options)
        for scale in (10, 0.001):  # eps outweighs a tiny variance
            x = scale * (torch.randn(shape) + 0.3)
            expected = layer(x.clone())
            torch.testing.assert_close(
                batch_norm(x, **options),
                expected,
                rtol=1e-4,
                atol=1e-4,
                msg=f"it differs for {shape}, times {scale}",
            )
# %% fact layer norm keeps samples apart
# > LayerNorm over (C, H, W) normalizes each sample by itself.
x = torch.randn(4, 3, 5, 5)
normed = nn.LayerNorm((3, 5, 5))(x)
for sample, row in zip(x, normed, strict=True):
    alone = (sample - sample.mean()) / sample.std(correction=0)
    torch.testing.assert_close(row, alone, rtol=1e-3, atol=1e-4)
# %% belied it does what batch norm does
assert (normed - nn.BatchNorm2d(3)(x)).abs().max() < 1e-4
# %% fact evaluation divides by the n - 1 version
# > The running variance, which evaluation uses, takes the n - 1
# > version.
x = torch.randn(2, 3, 1, 2)
norm = nn.BatchNorm2d(3, momentum=1.0)
norm(x)
centred = x - x.mean((0, 2, 3), keepdim=True)
squares = centred.square().sum((0, 2, 3), keepdim=True)
torch.testing.assert_close(
    norm.running_var, squares.flatten() / 3, rtol=1e-4, atol=1e-6
)
evaluated = norm.eval()(x)
torch.testing.assert_close(
    evaluated,
    centred / torch.sqrt(squares / 3 + 1e-5),
    rtol=1e-3,
    atol=1e-4,
)
# %% belied training and evaluation divide by the same variance
assert (evaluated - norm.train()(x)).abs().max() < 1e-3


# %% also a row for each channel
def batch_norm(x, eps=1e-5):
    rows = x.transpose(0, 1).flatten(1)
    centred = rows - rows.mean(1, keepdim=True)
    variance = centred.square().mean(1, keepdim=True)
    rows = centred * torch.rsqrt(variance + eps)
    return rows.view(x.transpose(0, 1).shape).transpose(0, 1)


# %% also channel by channel
def batch_norm(x, eps=1e-5):
    out = torch.empty_like(x)
    for c in range(x.shape[1]):
        channel = x[:, c]
        variance, mean = torch.var_mean(channel, correction=0)
        out[:, c] = (channel - mean) / (variance + eps) ** 0.5
    return out


# %% wrong every sample is normalized by itself
def batch_norm(x, eps=1e-5):
    axes = (1, 2, 3)
    mean = x.mean(axes, keepdim=True)
    variance = x.var(axes, correction=0, keepdim=True)
    return (x - mean) / torch.sqrt(variance + eps)


# %% wrong every position is normalized over the batch alone
def batch_norm(x, eps=1e-5):
    mean = x.mean(0, keepdim=True)
    variance = x.var(0, correction=0, keepdim=True)
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


# %% wrong eps is added to the standard deviation
def batch_norm(x, eps=1e-5):
    axes = (0, 2, 3)
    mean = x.mean(axes, keepdim=True)
    deviation = x.std(axes, correction=0, keepdim=True)
    return (x - mean) / (deviation + eps)
