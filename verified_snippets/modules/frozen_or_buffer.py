# /// snippet
# [equivalent]
# "net.frozen = *: without re*" = "unfrozen later; checked apart"
# "net.frozen = *: False -> True" = "unfrozen later; checked apart"
# ///
# %% setup
import torch
from torch import nn

# %% card
net = nn.Module()
ones = torch.ones(2)
net.frozen = nn.Parameter(ones, requires_grad=False)
net.register_buffer("constant", ones)

net.requires_grad_(True)
print(net.frozen.requires_grad, net.constant.requires_grad)
# %% output
# True False
# %% check a frozen Parameter can be unfrozen with the module
assert net.frozen.requires_grad
assert [name for name, _ in net.named_parameters()] == ["frozen"]
net.frozen.requires_grad_(False)
net.requires_grad_(True)
net.frozen.sum().backward()
assert net.frozen.grad.tolist() == [1.0, 1.0]
# %% check a buffer cannot be unfrozen with the module
assert not net.constant.requires_grad
# %% wrong a frozen Parameter is a buffer
net = nn.Module()
ones = torch.ones(2)
net.register_buffer("frozen", ones)
net.register_buffer("constant", ones)

net.requires_grad_(True)
# %% wrong requires_grad_ reaches every registered tensor
net = nn.Module()
ones = torch.ones(2)
net.frozen = nn.Parameter(ones, requires_grad=False)
net.register_buffer("constant", ones.clone())

net.requires_grad_(True)
net.constant.requires_grad_(True)
