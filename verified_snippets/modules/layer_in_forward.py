# %% setup
import torch
from torch import nn

from verified_snippets.kit import device


# %% card
class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2, device=device)

    def forward(self, x):
        return self.linear(x)


# %% check one registered set of weights serves every call
head = Head()
x = torch.ones(4, 3, device=device)
assert head(x).shape == (4, 2)
assert torch.equal(head(x), head(x))
assert len(list(head.parameters())) == 2


# %% wrong a layer may be created where it is used
class Head(nn.Module):
    def forward(self, x):
        linear = nn.Linear(3, 2, device=device)
        return linear(x)
