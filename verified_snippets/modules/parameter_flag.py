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
# > `nn.Parameter` is a subclass of `torch.Tensor` whose
# > `requires_grad` is True by default.
# >
# > but the tensor keeps its own flag.
assert printed.split() == ["False", "True", "True"]
assert isinstance(parameter, nn.Parameter)
assert issubclass(nn.Parameter, torch.Tensor)
assert parameter.requires_grad
assert not tensor.requires_grad
assert parameter.tolist() == [0.0, 0.0]
# %% check the two share their memory
# > The Parameter shares memory with the tensor it was made from,
assert parameter.data_ptr() == tensor.data_ptr()
# %% fact assigning it to a module registers it
# > A module registers it when you assign it as an attribute.
module = nn.Module()
module.scale = nn.Parameter(torch.zeros(2))
module.shift = torch.zeros(2)
names = [name for name, _ in module.named_parameters()]
assert names == ["scale"]
# %% belied a module registers any tensor
assert names == ["scale", "shift"]
# %% wrong a Parameter requires grad only when told to
tensor = torch.zeros(2)
parameter = nn.Parameter(tensor, requires_grad=False)

print(tensor.requires_grad, parameter.requires_grad)
print(isinstance(parameter, torch.Tensor))
# %% wrong a Parameter is a copy
tensor = torch.zeros(2)
parameter = nn.Parameter(tensor.clone())

print(tensor.requires_grad, parameter.requires_grad)
print(isinstance(parameter, torch.Tensor))
# %% wrong the wrapped tensor begins to require grad too
tensor = torch.zeros(2)
parameter = nn.Parameter(tensor.requires_grad_())

print(tensor.requires_grad, parameter.requires_grad)
print(isinstance(parameter, torch.Tensor))
