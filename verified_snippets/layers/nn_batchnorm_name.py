# /// snippet
# devices = ["cpu"]
# [equivalent]
# "model = *: second argument twice" = "it is missing in any place"
# "nn.ReLU(),*" = "no layer after it is made"
# "nn.Conv2d(*" = "the name is missing at any size"
# "nn.BatchNorm(8)*: 8 -> 9" = "the name is missing at any size"
# ///
# %% setup
import torch
from torch import nn

# %% card
model = nn.Sequential(
    nn.Conv2d(3, 8, kernel_size=3),
    nn.BatchNorm(8),
    nn.ReLU(),
)
# %% raises AttributeError
# module 'torch.nn' has no attribute 'BatchNorm'
# %% check torch.nn has BatchNorm1d, 2d and 3d, but no BatchNorm
# > `torch.nn` has no `BatchNorm`: you choose between `BatchNorm1d`,
# > `BatchNorm2d` and `BatchNorm3d`
assert type(error).__name__ == "AttributeError"
assert str(error).endswith("no attribute 'BatchNorm'")
plain = {name for name in dir(nn) if name.startswith("BatchNorm")}
assert plain == {"BatchNorm1d", "BatchNorm2d", "BatchNorm3d"}
# %% fact a batch of images from this convolution fits one of them
# > you choose between `BatchNorm1d`, `BatchNorm2d` and
# > `BatchNorm3d` by the shape of the input. This `Conv2d` turns a
# > batch of images into (N, 8, H, W), so `nn.BatchNorm2d(8)`
# > follows it. The argument is the number of channels.
images = nn.Conv2d(3, 8, kernel_size=3)(torch.randn(2, 3, 7, 6))
assert images.shape == (2, 8, 5, 4)
fitting = []
for layer in (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d):
    for count in (2, 3, 8):
        try:
            layer(count)(images)
        except (ValueError, RuntimeError):
            continue
        fitting.append(f"{layer.__name__}({count})")
assert fitting == ["BatchNorm2d(8)"]
# %% belied the argument is the number of the input's channels
assert "BatchNorm2d(3)" in fitting
# %% belied any of them fits
assert "BatchNorm1d(8)" in fitting
# %% wrong torch.nn.BatchNorm works for every shape
model = nn.Sequential(
    nn.Conv2d(3, 8, kernel_size=3),
    nn.BatchNorm2d(8),
    nn.ReLU(),
)
