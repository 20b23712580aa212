# /// snippet
# [equivalent]
# "layer.weight = torch.zeros(*" = "refused whatever its shape"
# ///
# %% setup
import torch
from torch import nn

# %% card
layer = nn.Linear(3, 2)
layer.weight = torch.zeros(2, 3)
# %% raises TypeError
# cannot assign ... as parameter 'weight'
# %% check a registered name takes a Parameter, not a Tensor
assert isinstance(error, TypeError)
assert isinstance(layer.weight, nn.Parameter)
assert layer.weight.shape == (2, 3)
layer.weight = None
# %% wrong an assigned tensor is made a Parameter
layer = nn.Linear(3, 2)
layer.weight = nn.Parameter(torch.zeros(2, 3))
