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
for depth in (1, 3):
    tower = Tower(depth).double()
    assert len(list(tower.parameters())) == 2 * depth
    assert len(tower.state_dict()) == 2 * depth
    assert tower.layers[-1].weight.dtype == torch.float64
    x = torch.randn(99, 4, dtype=torch.float64)
    assert tower(x).shape == (99, 4)
    assert (tower(x) >= 0).all()


# %% wrong a module finds the layers in its lists
class Tower(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.layers = [nn.Linear(4, 4) for _ in range(depth)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return x
