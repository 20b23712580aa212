# %% setup
import torch
from torch import nn


# %% card
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)

    def forward(self, x):
        return (x - self.mean) / self.std


# %% check the constants follow the module, and are saved
mean = torch.ones(3)
module = Standardize(mean, 2 * mean).double()
assert module.mean.dtype == module.std.dtype == torch.float64
assert list(module.state_dict()) == ["mean", "std"]
x = torch.full((3,), 5.0)
assert module(x).tolist() == [2.0, 2.0, 2.0]
# %% check the constants are not trained
constants = torch.ones(2, 3)
assert not list(Standardize(*constants).parameters())


# %% wrong a plain tensor attribute follows the module
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.mean = mean
        self.std = std

    def forward(self, x):
        return (x - self.mean) / self.std


# %% wrong whatever the module keeps must be a Parameter
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.mean = nn.Parameter(mean)
        self.std = nn.Parameter(std)

    def forward(self, x):
        return (x - self.mean) / self.std
