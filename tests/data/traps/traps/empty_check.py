# told: the check cell is empty
# %% setup
import torch

# %% card
x = torch.ones(2)
print(x)
# %% output
# tensor([1., 1.])
# %% check it holds ones
# %% wrong it holds zeros
x = torch.zeros(2)
print(x)
