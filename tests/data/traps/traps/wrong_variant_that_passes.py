# told: the wrong variant “it holds other ones” passes every check
# %% setup
import torch

# %% card
x = torch.ones(2)
print(x)
# %% output
# tensor([1., 1.])
# %% check it holds ones
assert x.tolist() == [1.0, 1.0]
# %% wrong it holds other ones
x = torch.full((2,), 1.0)
print(x)
