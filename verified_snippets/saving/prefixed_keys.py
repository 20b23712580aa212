# %% setup
import torch
from torch import nn

trained = nn.Linear(2, 1)
checkpoint = {
    f"module.{name}": tensor
    for name, tensor in trained.state_dict().items()
}
model = nn.Linear(2, 1)

# %% card
state = {
    name.removeprefix("module."): tensor
    for name, tensor in checkpoint.items()
}
model.load_state_dict(state)
# %% check the weights under DataParallel's names are loaded
assert torch.equal(model.weight, trained.weight)
assert torch.equal(model.bias, trained.bias)
wrapped = nn.DataParallel(nn.Linear(2, 1))
assert set(wrapped.state_dict()) == set(checkpoint)
# %% wrong strict=False sees that the names mean the same
model.load_state_dict(checkpoint, strict=False)
