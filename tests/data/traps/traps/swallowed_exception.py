# told: this shown statement never ran
# %% setup
import torch

# %% card
x = torch.ones(2)
try:
    x = x + torch.ones(3)
    x = x - 1
except RuntimeError:
    pass
print(x)
# %% output
# tensor([1., 1.])
# %% check it holds ones
assert x.tolist() == [1.0, 1.0]
# %% wrong it holds zeros
x = torch.zeros(2)
print(x)
