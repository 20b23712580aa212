# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch

# %% card
a = torch.tensor(3)
b = torch.Tensor(3)
print(a.shape, a.dtype)
print(b.shape, b.dtype)
# %% output
# torch.Size([]) torch.int64
# torch.Size([3]) torch.float32
# %% check torch.tensor takes a value, torch.Tensor a size
assert a.shape == () and a.item() == 3
assert b.shape == (3,) and b.dtype == torch.float32
# %% wrong torch.Tensor(3) is a float tensor that holds 3
a = torch.tensor(3)
b = torch.tensor(3.0)
print(a.shape, a.dtype)
print(b.shape, b.dtype)
