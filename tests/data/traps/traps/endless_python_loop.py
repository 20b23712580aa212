# told: the snippet ran longer than 1 s
# /// snippet
# timeout = 1
# ///
# %% setup
import torch

# %% card
x = torch.ones(2)
print(x)
while True:
    pass
# %% output
# tensor([1., 1.])
# %% check it holds ones
assert x.tolist() == [1.0, 1.0]
# %% wrong it holds zeros
x = torch.zeros(2)
print(x)
