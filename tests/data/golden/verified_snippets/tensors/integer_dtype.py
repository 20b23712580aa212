# %% setup
import torch

from verified_snippets.kit import device

# %% card
x = torch.tensor([1, 2, 3], device=device)
y = x[::2]
print({'x': {'dtype': str(x.dtype)}})
# %% output
# {'x': {'dtype': 'torch.int64'}}
# %% check integers become int64, and a slice keeps the dtype
assert x.dtype == y.dtype == torch.int64
# %% wrong integers become floats
x = torch.tensor([1.0, 2.0, 3.0], device=device)
y = x[::2]
