# %% setup
import torch
from torch import nn


# %% card
class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        return self.linear(x)


# %% check one registered set of weights serves every call
# > Create the layer once, in `__init__`; `forward` only calls it.
head = Head()
shapes = sorted(tuple(p.shape) for p in head.parameters())
assert shapes == [(2,), (2, 3)], (
    "the weights are not registered before the first call"
)
x = torch.ones(4, 3, requires_grad=True)
assert head(x).shape == (4, 2), "(4, 3) must give (4, 2)"
assert torch.equal(head(x), head(x)), (
    "the same input gives another output each time"
)
out = head(x)
assert out.requires_grad, "no gradient reaches the weights"
out.sum().backward()
assert all(p.grad is not None for p in head.parameters()), (
    "no gradient reaches the weights"
)
assert x.grad is not None, "no gradient reaches the input"


# %% fact a layer made in forward is new each time, and unregistered
# > Each call made a new layer with new random weights, so the same
# > input gave another output. Nothing was registered, so
# > `parameters()` was empty.
made = []


class Anew(nn.Module):
    def forward(self, x):
        made.append(nn.Linear(3, 2))
        return made[-1](x)


anew, same = Anew(), torch.ones(4, 3)
first, second = anew(same), anew(same)
assert not torch.equal(made[0].weight, made[1].weight)
assert not torch.equal(first, second)
registered = list(anew.parameters())
assert registered == []


# %% belied a layer that a module calls is registered by that
assert len(registered) == 2


# %% also a container of one layer
class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(3, 2))

    def forward(self, x):
        return self.layers(x)


# %% also weights of its own
class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(2, 3))
        self.bias = nn.Parameter(torch.zeros(2))

    def forward(self, x):
        return nn.functional.linear(x, self.weight, self.bias)


# %% also it is a linear layer
class Head(nn.Linear):
    def __init__(self):
        super().__init__(3, 2)


# %% wrong a layer may be created where it is used
class Head(nn.Module):
    def forward(self, x):
        linear = nn.Linear(3, 2)
        return linear(x)


# %% wrong keeping the layer as an attribute is enough
class Head(nn.Module):
    def forward(self, x):
        self.linear = nn.Linear(3, 2)
        return self.linear(x)


# %% wrong creating the layer at the first call is soon enough
class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = None

    def forward(self, x):
        if self.linear is None:
            self.linear = nn.Linear(3, 2)
        return self.linear(x)


# %% wrong the layers below get their gradient some other way
class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        return self.linear(x.detach())


# %% wrong a list in __init__ registers the layer
class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(3, 2)]

    def forward(self, x):
        return self.layers[0](x)
