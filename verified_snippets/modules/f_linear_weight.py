# %% setup
import torch
import torch.nn.functional as F
from torch import nn

# %% card
x = torch.ones(4, 3)
y = F.linear(x)
# %% raises TypeError
# linear() missing ... "weight"
# %% check the weight is all that the call lacks
# > It raises a TypeError: `weight` is a required argument.
assert isinstance(error, TypeError)
assert "weight" in str(error)
assert F.linear(x, torch.ones(2, 3)).tolist() == [[3.0, 3.0]] * 4
# %% fact no call leaves weights behind, and none needs a bias
# > `F.linear` keeps no weights between calls, so you pass them each
# > time; only `bias` is optional.
rows, weight = torch.ones(4, 3), torch.ones(2, 3)
bias = torch.ones(2)
assert F.linear(rows, weight, bias).tolist() == [[4.0, 4.0]] * 4
assert F.linear(rows, weight).tolist() == [[3.0, 3.0]] * 4
refused = 0
for given in ({"input": rows}, {"weight": weight}):
    try:
        F.linear(**given, bias=bias)
    except TypeError:
        refused += 1
assert refused == 2
# %% belied a second call can do without weights
assert refused < 2
# %% fact the weight has one row for each output
# > Pass `weight` as `(out_features, in_features)`, the shape in
# > which `nn.Linear` stores it.
layer = nn.Linear(in_features=3, out_features=2)
stored = tuple(layer.weight.shape)
assert stored == (2, 3)
assert F.linear(torch.ones(4, 3), torch.ones(stored)).shape == (
    4,
    2,
)
# %% belied it is stored as (in_features, out_features)
assert stored == (layer.in_features, layer.out_features)
# %% wrong F.linear makes itself a weight where none is given
x = torch.ones(4, 3)
y = F.linear(x, torch.randn(2, 3))
