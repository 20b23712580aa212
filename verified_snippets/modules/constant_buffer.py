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
# > `register_buffer` solves both,
module = Standardize(torch.ones(3), torch.full((3,), 2.0))
x = torch.tensor([[5.0] * 3, [3.0] * 3], requires_grad=True)
out = module(x)
assert out.tolist() == [[2.0] * 3, [1.0] * 3], "wrong values"
assert out.requires_grad, "no gradient reaches the input"
out.sum().backward()
assert x.grad.tolist() == [[0.5] * 3] * 2, "wrong gradient"
other = Standardize(torch.zeros(3), torch.ones(3))
other.load_state_dict(module.state_dict())
assert other(x[0]).tolist() == [2.0] * 3, (
    "state_dict() must hold both constants"
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

# %% fact a plain tensor is left behind, and is not saved
# > A plain tensor attribute doesn't follow `.to()`, so `x` and
# > `mean` end up on two devices. It isn't in `state_dict()` either.
plain = nn.Module()
plain.mean = torch.ones(3)
plain.to("meta")
x = torch.ones(3, device="meta")
assert plain.mean.device != x.device
try:
    centred = x - plain.mean
except RuntimeError:
    centred = None
assert centred is None
saved = list(plain.state_dict())
assert saved == []
# %% belied every tensor attribute is saved
assert saved == ["mean"]
# %% fact an assigned nn.Buffer follows and is saved, untrained
# > and so does assigning `nn.Buffer(mean)`.
module, mean = nn.Module(), torch.ones(3)
module.mean = nn.Buffer(mean)
assert list(module.state_dict()) == ["mean"]
trained = list(module.parameters())
assert trained == []
assert module.to("meta").mean.is_meta
# %% belied a buffer is a parameter
assert len(trained) == 1
# %% fact a Parameter follows, but is trained unless it is frozen
# > An `nn.Parameter` follows too, but an optimizer built from
# > `parameters()` trains it unless it is frozen.
module = nn.Module()
module.mean = nn.Parameter(torch.ones(3))
module.std = nn.Parameter(torch.ones(3), requires_grad=False)
sgd = torch.optim.SGD(module.parameters(), lr=1.0)
((torch.zeros(3) - module.mean) / module.std).sum().backward()
sgd.step()
trained = module.mean.tolist()
assert trained == [2.0, 2.0, 2.0]
assert module.std.tolist() == [1.0, 1.0, 1.0]
module.to("meta")
assert module.mean.is_meta and module.std.is_meta
# %% belied what is called a constant stays one
assert trained == [1.0, 1.0, 1.0]


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


# %% wrong a batch has the mean and std of the training data
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)

    def forward(self, x):
        return (x - x.mean(0)) / x.std(0)


# %% wrong where nothing is trained, no gradient is needed
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)

    def forward(self, x):
        return (x.detach() - self.mean) / self.std


# %% wrong one buffer takes the other constant along
class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.register_buffer("mean", mean)
        self.std = std

    def forward(self, x):
        return (x - self.mean) / self.std
