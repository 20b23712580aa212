# %% setup
import torch
import torch.nn.functional as F
from torch import nn


# %% card
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.second(F.relu(self.first(x)))


# %% check both layers are registered, with weight and bias each
shapes = sorted(tuple(p.shape) for p in MLP(4, 8, 2).parameters())
assert shapes == [(2,), (2, 8), (8,), (8, 4)]
# %% check a batch of inputs gives a batch of outputs
mlp = MLP(4, 8, 2)
assert mlp(torch.ones(5, 4)).shape == (5, 2)
assert mlp(torch.ones(4)).shape == (2,)
# %% check it is not one affine map: f(x) + f(-x) is not 2 f(0)
mlp = MLP(4, 64, 2)
x = torch.randn(9, 4)
assert not torch.allclose(mlp(x) + mlp(-x), 2 * mlp(0 * x))


# %% wrong layers may be made in forward
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.sizes = inputs, hidden, outputs

    def forward(self, x):
        inputs, hidden, outputs = self.sizes
        first = nn.Linear(inputs, hidden, device=x.device)
        second = nn.Linear(hidden, outputs, device=x.device)
        return second(F.relu(first(x)))


# %% wrong two linear layers need nothing between them
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.second(self.first(x))


# %% wrong a module averages over the batch itself
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.second(F.relu(self.first(x))).mean(dim=0)
