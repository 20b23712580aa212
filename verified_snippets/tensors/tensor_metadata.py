# %% setup
import torch

# %% card
x = torch.zeros(2, 3)
print(x.dtype, x.shape, x.stride())
print(x.requires_grad, x.grad_fn)
# %% output
# torch.float32 torch.Size([2, 3]) (3, 1)
# False None
# %% check zeros are float32, row after row, untracked
assert x.dtype == torch.float32
assert x.stride() == (3, 1)
assert x.tolist() == [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
assert x.requires_grad is False and x.grad_fn is None
# %% wrong a tensor is float64, as a NumPy array is
x = torch.zeros(2, 3, dtype=torch.float64)
print(x.dtype, x.shape, x.stride())
