# %% setup
import torch

from verified_snippets.kit import device
# %% card
def twice(x):
    return x + x
# %% check every element is doubled
x = torch.arange(4.0, device=device)
assert twice(x).tolist() == [0.0, 2.0, 4.0, 6.0]
# %% check the argument is left alone
y = torch.ones(2, device=device)
twice(y)
assert y.tolist() == [1.0, 1.0]
# %% wrong squares instead of doubling
def twice(x):
    return x * x
# %% wrong doubles in place
def twice(x):
    return x.mul_(2)
# %% wrong repeats the elements
def twice(x):
    return x.repeat(2)
# %% also a product
def twice(x):
    return 2 * x
# %% also a sum over two copies
def twice(x):
    return torch.stack([x, x]).sum(0)
