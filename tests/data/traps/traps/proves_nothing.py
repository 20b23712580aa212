# told: the snippet has no check cell
# %% setup
import torch

# %% card
x = torch.ones(2)
print(x)
# %% output
# tensor([1., 1.])
# %% wrong it holds zeros
x = torch.zeros(2)
print(x)
