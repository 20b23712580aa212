# told: the snippet called os._exit(0)
# %% setup
import os

import torch

# %% card
x = torch.ones(2)
print(x)
os._exit(0)
# %% output
# tensor([1., 1.])
# %% check it holds ones
assert x.tolist() == [1.0, 1.0]
# %% wrong it holds zeros
x = torch.zeros(2)
print(x)
