# %% setup
import torch
from torch import nn

# %% card
net = nn.Module()
mask = torch.ones(3)
net.register_buffer("mask", mask, persistent=False)

net.double()
print(net.mask.dtype)
print(list(net.state_dict()))
# %% output
# torch.float64
# []
# %% check a buffer that is not persistent still follows the module
assert net.mask.dtype == torch.float64
assert net.mask.tolist() == [1.0, 1.0, 1.0]
# %% check a buffer that is not persistent is not saved
assert not net.state_dict()
# %% wrong persistent=False makes it a plain attribute
net = nn.Module()
net.mask = torch.ones(3)

net.double()
# %% wrong every buffer is in the state_dict
net = nn.Module()
mask = torch.ones(3)
net.register_buffer("mask", mask)

net.double()
