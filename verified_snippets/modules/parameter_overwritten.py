# /// snippet
# [equivalent]
# "layer.weight = torch.zeros(*" = "refused whatever its shape"
# ///
# %% setup
import torch
from torch import nn

from verified_snippets.kit import device

# %% card
layer = nn.Linear(3, 2, device=device)
layer.weight = torch.zeros(2, 3, device=device)
# %% raises TypeError
# cannot assign ... as parameter 'weight'
# %% check a registered name takes a Parameter, not a Tensor
assert isinstance(error, TypeError)
assert isinstance(layer.weight, nn.Parameter)
assert layer.weight.shape == (2, 3)
layer.weight = None
# %% wrong an assigned tensor is made a Parameter
layer = nn.Linear(3, 2, device=device)
layer.weight = nn.Parameter(torch.zeros(2, 3, device=device))
