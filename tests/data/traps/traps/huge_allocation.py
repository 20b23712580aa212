# told: alloc
# %% setup
import torch

# %% card
x = torch.ones(2)
print(x)
torch.ones(20 * 2**30 // 4)
# %% output
# tensor([1., 1.])
# %% check it holds ones
assert x.tolist() == [1.0, 1.0]
# %% wrong it holds zeros
x = torch.zeros(2)
print(x)
