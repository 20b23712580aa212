# /// snippet
# [equivalent]
# "x.to(torch.float64): *" = "x is left alone; a check runs it"
# ///
# %% setup
import torch
from torch import nn

# %% card
layer = nn.Linear(2, 1)
x = torch.ones(2)

layer.to(torch.float64)
x.to(torch.float64)
print(layer.weight.dtype, x.dtype)
# %% output
# torch.float64 torch.float32
# %% check Module.to changes the module itself
assert layer.weight.dtype == torch.float64
assert layer.to(torch.float64) is layer
assert layer.weight.shape == (1, 2)
# %% check Tensor.to leaves the tensor as it was
converted = x.to(torch.float64)
assert converted.dtype == torch.float64
assert x.dtype == torch.float32
assert x.tolist() == [1.0, 1.0]
# %% wrong Tensor.to works in place like Module.to
layer = nn.Linear(2, 1)
x = torch.ones(2)

layer.to(torch.float64)
x = x.to(torch.float64)
# %% wrong Module.to returns a converted copy like Tensor.to
layer = nn.Linear(2, 1)
x = torch.ones(2)

converted = nn.Linear(2, 1).to(torch.float64)
x.to(torch.float64)
