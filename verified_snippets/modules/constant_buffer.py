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
two = torch.full((3,), 2.0)
module = Standardize(torch.ones(3), two).double()
saved = module.state_dict()
assert all(t.dtype == torch.float64 for t in saved.values()), (
    "a constant does not follow the module"
)
x = torch.full((3,), 5.0)
assert module(x).tolist() == [2.0, 2.0, 2.0], "wrong values"
other = Standardize(torch.zeros(3), torch.ones(3)).double()
other.load_state_dict(saved)
assert other(x).tolist() == [2.0, 2.0, 2.0], (
    "state_dict() does not hold both constants"
)
module.to("meta")
try:
    moved = module(torch.ones(3, device="meta")).is_meta
except RuntimeError:
    moved = False
assert moved, "forward() uses a constant that has not moved"
# %% check the constants are not trained
module = Standardize(*torch.ones(2, 3))
trained = [p for p in module.parameters() if p.requires_grad]
assert trained == [], "an optimizer would train a constant"


# %% also buffers by assignment
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.mean = nn.Buffer(mean)
        self.std = nn.Buffer(std)

    def forward(self, x):
        return (x - self.mean) / self.std


# %% also Parameters that are frozen
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.mean = nn.Parameter(mean, requires_grad=False)
        self.std = nn.Parameter(std, requires_grad=False)

    def forward(self, x):
        return x.sub(self.mean).div(self.std)


# %% also both in one buffer
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.register_buffer("stats", torch.stack([mean, std]))

    def forward(self, x):
        mean, std = self.stats
        return (x - mean) / std


# %% also both are computed anew, as scale and shift
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        for name, value in {
            "scale": 1 / std,
            "shift": mean / std,
        }.items():
            self.register_buffer(name, value)

    def forward(self, x):
        return x * self.scale - self.shift


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


# %% wrong it is enough to move the constants in forward()
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.mean = mean
        self.std = std

    def forward(self, x):
        mean, std = self.mean.to(x.device), self.std.to(x.device)
        return (x - mean) / std


# %% wrong one buffer takes the other constant along
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.register_buffer("mean", mean)
        self.std = std

    def forward(self, x):
        return (x - self.mean) / self.std
