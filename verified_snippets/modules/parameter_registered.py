# %% setup
import torch
from torch import nn


# %% card
class Affine(nn.Module):
    def __init__(self):
        super().__init__()
        ones = torch.ones(2)
        self.scale = nn.Parameter(ones)
        self.shift = ones.clone().requires_grad_()


print([name for name, _ in Affine().named_parameters()])
# %% output
# ['scale']
# %% check requires_grad does not register a tensor
# > Assigning an `nn.Parameter` registers it; requiring grad
# > registers nothing. `shift` gets a gradient too, but it is
# > missing from `parameters()` and `state_dict()`: an optimizer
# > built from `parameters()` never updates it. No error tells you.
assert printed.split() == ["['scale']"]
assert error is None and warned == []
module = Affine()
assert module.shift.requires_grad and module.shift.is_leaf
assert [name for name, _ in module.named_parameters()] == ["scale"]
assert list(module.state_dict()) == ["scale"]
(module.scale + module.shift).sum().backward()
assert module.shift.grad.tolist() == [1.0, 1.0]
torch.optim.SGD(module.parameters(), lr=1.0).step()
assert module.scale.tolist() == [0.0, 0.0]
assert module.shift.tolist() == [1.0, 1.0]


# %% wrong requires_grad is what registers a tensor
class Affine(nn.Module):
    def __init__(self):
        super().__init__()
        ones = torch.ones(2)
        self.scale = nn.Parameter(ones)
        self.shift = nn.Parameter(ones.clone())


print([name for name, _ in Affine().named_parameters()])
