# %% setup
import torch
from torch import nn


# %% card
class Tower(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Linear(4, 4) for _ in range(depth)
        )

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return x


# %% check every layer is registered: trained, converted, saved
# > `nn.ModuleList` registers each of them.
for depth in (1, 3):
    tower = Tower(depth).double()
    weights = list(tower.parameters())
    assert len(weights) == 2 * depth, (
        "parameters() must hold weight and bias of every layer"
    )
    assert len(tower.state_dict()) == 2 * depth, (
        "state_dict() must hold weight and bias of every layer"
    )
    assert all(p.dtype == torch.float64 for p in weights), (
        "double() does not convert every layer"
    )
    x = torch.randn(9, 4, dtype=torch.float64)
    expected = x
    for weight, bias in zip(weights[::2], weights[1::2]):
        expected = (expected @ weight.T + bias).clamp(min=0)
    torch.testing.assert_close(
        tower(x), expected, rtol=1e-6, atol=1e-6
    )
# %% check gradients reach every layer and the input
# > `nn.ModuleList` registers each of them.
tower, x = Tower(3), torch.randn(9, 4, requires_grad=True)
out = tower(x)
assert out.requires_grad, "no gradient can be computed"
out.sum().backward()
for tensor in (x, *tower.parameters()):
    assert tensor.grad is not None, "a tensor gets no gradient"
# %% fact the module misses the layers in its list
# > A Python list hides its layers: they compute, but
# > `parameters()` and `state_dict()` don't list them, and `.to()`
# > and `eval()` skip them.
net = nn.Module()
net.layers = [nn.Linear(2, 2), nn.Linear(2, 2)]
assert net.layers[1](net.layers[0](torch.ones(2))).shape == (2,)
assert not list(net.parameters()) and not net.state_dict()
net.eval().to("meta")
for layer in net.layers:
    assert layer.training and not layer.weight.is_meta
# %% belied the module finds them
assert len(list(net.parameters())) == 4


# %% also a container that runs the loop
class Tower(nn.Module):
    def __init__(self, depth):
        super().__init__()
        layers = []
        for _ in range(depth):
            layers += [nn.Linear(4, 4), nn.ReLU()]
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)


# %% also each layer is added under a name
class Tower(nn.Module):
    def __init__(self, depth):
        super().__init__()
        for n in range(depth):
            self.add_module(f"layer{n}", nn.Linear(4, 4))

    def forward(self, x):
        for layer in self.children():
            x = layer(x).clamp(min=0)
        return x


# %% wrong a module finds the layers in its lists
class Tower(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.layers = [nn.Linear(4, 4) for _ in range(depth)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return x


# %% wrong a list times a number makes so many layers
class Tower(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 4)] * depth)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return x


# %% wrong each layer trains by itself
class Tower(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Linear(4, 4) for _ in range(depth)
        )

    def forward(self, x):
        for layer in self.layers:
            x = layer(x.detach()).relu()
        return x


# %% wrong a dictionary registers its layers
class Tower(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.layers = {n: nn.Linear(4, 4) for n in range(depth)}

    def forward(self, x):
        for layer in self.layers.values():
            x = layer(x).relu()
        return x
