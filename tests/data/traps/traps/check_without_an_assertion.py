# told: the check asserts nothing
# %% setup
import torch

# %% card
x = torch.ones(2)
print(x)
# %% output
# tensor([1., 1.])
# %% check it holds ones
x.tolist() == [1.0, 1.0]
# %% wrong it holds zeros
x = torch.zeros(2)
print(x)
