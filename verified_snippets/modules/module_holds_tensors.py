# %% setup
import torch
from torch import nn

# %% card
layer = nn.Linear(3, 2)

print(hasattr(layer, "shape"), hasattr(layer.weight, "shape"))
print(isinstance(layer.weight, torch.Tensor), layer.weight.shape)
# %% output
# False True
# True torch.Size([2, 3])
# %% check the layer has no shape or dtype, and its weight has both
# > The layer has no `shape` or `dtype` of its own; ask its
# > parameters.
assert not isinstance(layer, torch.Tensor)
assert printed.splitlines() == [
    "False True",
    "True torch.Size([2, 3])",
]
assert not hasattr(layer, "shape") and not hasattr(layer, "dtype")
found = {n: (p.shape, p.dtype) for n, p in layer.named_parameters()}
assert found == {
    "weight": ((2, 3), torch.float32),
    "bias": ((2,), torch.float32),
}
# %% fact a tensor is numbers with three properties
# > A Tensor is data: numbers with a shape, a dtype and a device.
numbers = torch.tensor([[1, 2, 3]])
assert numbers.tolist() == [[1, 2, 3]]
assert numbers.shape == (1, 3) and numbers.dtype == torch.int64
assert numbers.device == torch.ones(1).device
# %% belied a tensor has a forward too
assert hasattr(numbers, "forward")


# %% fact one module has all that modules hold
# > A Module is code with state: it can hold parameters, buffers and
# > submodules. A layer or a model has a `forward` that uses them;
class Affine(nn.Module):
    def __init__(self):
        super().__init__()
        self.activation = nn.ReLU()
        self.shift = nn.Parameter(torch.tensor(1.0))
        self.register_buffer("factor", torch.tensor(2.0))

    def forward(self, x):
        return self.activation(x) * self.factor + self.shift


affine = Affine()
assert affine(torch.tensor(3.0)).item() == 7.0
assert [name for name, _ in affine.named_parameters()] == ["shift"]
assert [name for name, _ in affine.named_buffers()] == ["factor"]
assert [name for name, _ in affine.named_children()] == [
    "activation"
]
# %% belied a module is code without state
assert not affine.state_dict()
# %% fact a ModuleList has no forward of its own to call
# > a `ModuleList` has none of its own.
assert nn.ModuleList.forward is nn.Module.forward
layers = nn.ModuleList([nn.ReLU()])
try:
    result = layers(torch.ones(1))
except NotImplementedError:
    result = None
assert result is None
# %% belied every module can be called
assert result is not None
# %% fact neither class is a kind of the other
# > Neither class inherits from the other.
assert not issubclass(nn.Module, torch.Tensor)
assert not issubclass(torch.Tensor, nn.Module)
# %% belied every layer is a tensor
assert issubclass(nn.Linear, torch.Tensor)
# %% fact a module registers a Parameter, and no other tensor
# > To add a trainable tensor to a Module, assign an `nn.Parameter`.
owner = nn.Module()
owner.trained = nn.Parameter(torch.ones(2))
owner.other = torch.ones(2, requires_grad=True)
assert [name for name, _ in owner.named_parameters()] == ["trained"]
# %% belied any tensor that requires grad is registered
assert len(list(owner.parameters())) == 2
# %% wrong a layer is its weight tensor
layer = nn.Linear(3, 2).weight
# %% wrong the weight's shape is (in, out)
layer = nn.Linear(2, 3)
