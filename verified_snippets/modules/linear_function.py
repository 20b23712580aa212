# /// snippet
# [equivalent]
# "print(*argument*" = "a check compares the two"
# ///
# %% setup
import torch
import torch.nn.functional as F
from torch import nn

# %% card
layer = nn.Linear(3, 2)
x = torch.randn(4, 3)

same = F.linear(x, layer.weight, layer.bias)
print(torch.equal(layer(x), same))
# %% output
# True
# %% check nn.Linear computes F.linear with weights of its own
assert same.shape == (4, 2)
assert torch.equal(layer(x), same)
assert [n for n, _ in layer.named_parameters()] == [
    "weight",
    "bias",
]
# %% wrong F.linear takes the bias from the layer by itself
layer = nn.Linear(3, 2)
x = torch.randn(4, 3)

same = F.linear(x, layer.weight)
print(torch.equal(layer(x), same))
