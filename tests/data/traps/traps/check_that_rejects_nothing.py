# told: is rejected by “it has two elements” alone
# %% setup
import torch

# %% card
x = torch.ones(2)
print(x)
# %% output
# tensor([1., 1.])
# %% check it holds ones
assert x.tolist() == [1.0, 1.0]
# %% check it has two elements
assert len(x) == 2
# %% wrong it holds zeros
x = torch.zeros(2)
print(x)
