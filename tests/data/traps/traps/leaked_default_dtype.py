# told: it left behind default dtype: torch.float32 -> torch.float64
# %% setup
import torch

# %% card
torch.set_default_dtype(torch.float64)
x = torch.ones(2)
print(x)
# %% output
# tensor([1., 1.])
# %% check it holds ones
assert x.tolist() == [1.0, 1.0]
# %% wrong it holds zeros
x = torch.zeros(2)
print(x)
