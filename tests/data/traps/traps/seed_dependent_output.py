# told: printed on cpu
# %% setup
import torch

# %% card
x = torch.ones(2)
print(torch.rand(1))
# %% output
# tensor([0.2702])
# %% check it holds ones
assert x.tolist() == [1.0, 1.0]
# %% wrong it holds zeros
x = torch.zeros(2)
print(x)
