# /// snippet
# devices = ["cpu"]
# [equivalent]
# "model = *: second argument twice" = "it is missing in any place"
# "nn.ReLU(),*" = "no layer after it is made"
# "nn.Conv2d(*" = "the name is missing at any size"
# "nn.BatchNorm(8)*: 8 -> 9" = "the name is missing at any size"
# ///
# %% setup
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
assert type(error).__name__ == "AttributeError"
plain = {name for name in dir(nn) if name.startswith("BatchNorm")}
assert plain == {"BatchNorm1d", "BatchNorm2d", "BatchNorm3d"}
# %% wrong torch.nn.BatchNorm works for every shape
model = nn.Sequential(
    nn.Conv2d(3, 8, kernel_size=3),
    nn.BatchNorm2d(8),
    nn.ReLU(),
)
