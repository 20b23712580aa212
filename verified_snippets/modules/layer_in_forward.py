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
head = Head()
x = torch.ones(4, 3)
assert head(x).shape == (4, 2)
assert torch.equal(head(x), head(x))
assert len(list(head.parameters())) == 2


# %% wrong a layer may be created where it is used
class Head(nn.Module):
    def forward(self, x):
        linear = nn.Linear(3, 2)
        return linear(x)
