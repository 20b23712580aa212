# /// snippet
# [equivalent]
# "row = *: x -> mask" = "mask has x's dtype and device"
# "print(*: * -> *" = "the same is printed; checks ask each"
# ///
# %% setup
import torch

# %% card
x = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
mask = torch.zeros_like(x)
row = x.new_zeros(3)
print(mask.shape, mask.dtype, mask.requires_grad)
print(row.shape, row.dtype)
# %% output
# torch.Size([2, 3]) torch.float64 False
# torch.Size([3]) torch.float64
# %% check zeros_like takes shape, dtype and device
assert mask.shape == (2, 3) and mask.dtype == torch.float64
assert mask.device == x.device
assert x.sum() == 6 and not mask.any()
# %% check new_zeros takes dtype and device, its shape is your own
assert row.shape == (3,) and row.dtype == torch.float64
assert row.device == x.device
# %% check zeros_like does not take over requires_grad
assert x.requires_grad and not mask.requires_grad
# %% wrong zeros of the same shape have the same dtype
x = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
mask = torch.zeros(x.shape)
row = x.new_zeros(3)
# %% wrong new_zeros is the same as zeros
x = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
mask = torch.zeros_like(x)
row = torch.zeros(3)
# %% wrong zeros_like takes over requires_grad
x = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
mask = torch.zeros_like(x, requires_grad=True)
row = x.new_zeros(3)
