# /// snippet
# [equivalent]
# "print(*: arguments swapped" = "both are False"
# ///
# %% setup
import torch
from torch import nn

# %% card
layer = nn.Linear(3, 2)

print(isinstance(layer, torch.Tensor), hasattr(layer, "shape"))
print(
    {name: tuple(p.shape) for name, p in layer.named_parameters()}
)
# %% output
# False False
# {'weight': (2, 3), 'bias': (2,)}
# %% check a module holds tensors, and is not one itself
assert not isinstance(layer, torch.Tensor)
assert not hasattr(layer, "shape")
assert not hasattr(layer, "dtype")
assert all(isinstance(p, torch.Tensor) for p in layer.parameters())
assert layer.weight.shape == (2, 3)
# %% wrong a layer is its weight tensor
layer = nn.Linear(3, 2).weight
# %% wrong the weight's shape is (in, out)
layer = nn.Linear(2, 3)
