# %% setup
import torch
import torch.nn.functional as F

# %% card
x = torch.ones(4, 3)
y = F.linear(x)
# %% raises TypeError
# linear() missing ... "weight"
# %% check F.linear has no weight of its own and demands one
assert isinstance(error, TypeError)
assert "weight" in str(error)
weight = torch.ones(2, 3)
assert F.linear(x, weight).shape == (4, 2)
assert F.linear(x, weight).tolist() == [[3.0, 3.0]] * 4
# %% wrong F.linear makes itself a weight where none is given
x = torch.ones(4, 3)
y = F.linear(x, torch.randn(2, 3))
