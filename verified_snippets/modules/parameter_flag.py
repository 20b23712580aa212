# %% setup
import torch
from torch import nn

# %% card
tensor = torch.zeros(2)
parameter = nn.Parameter(tensor)

print(tensor.requires_grad, parameter.requires_grad)
print(isinstance(parameter, torch.Tensor))
# %% output
# False True
# True
# %% check a Parameter is a Tensor that requires grad by default
assert isinstance(parameter, torch.Tensor)
assert parameter.requires_grad
assert not tensor.requires_grad
assert parameter.tolist() == tensor.tolist() == [0.0, 0.0]
# %% wrong a Parameter requires grad only when told to
tensor = torch.zeros(2)
parameter = nn.Parameter(tensor, requires_grad=False)

print(tensor.requires_grad, parameter.requires_grad)
print(isinstance(parameter, torch.Tensor))
# %% wrong the wrapped tensor begins to require grad too
tensor = torch.zeros(2)
parameter = nn.Parameter(tensor.requires_grad_())

print(tensor.requires_grad, parameter.requires_grad)
print(isinstance(parameter, torch.Tensor))
