# /// snippet
# [equivalent]
# "layer.weight = torch.zeros(*" = "refused whatever its shape"
# ///
# %% setup
import torch
from torch import nn

# %% card
layer = nn.Linear(3, 2)
layer.weight = torch.zeros(2, 3)
# %% raises TypeError
# cannot assign ... as parameter 'weight'
# %% check the tensor is refused, and the Parameter stays
# > It raises a TypeError:
assert isinstance(error, TypeError)
assert isinstance(layer.weight, nn.Parameter)
assert layer.weight.shape == (2, 3)
assert layer.weight.any(), "the zeros are not taken over"
# %% fact of many values the name takes two
# > the name of a registered parameter takes only an `nn.Parameter`
# > or `None`.
taken = []
zeros = torch.zeros(2)
leaf = torch.zeros(2, requires_grad=True)
parameter = nn.Parameter(torch.zeros(2))
others = [nn.Buffer(zeros), nn.ReLU(), [0.0], 0.0]
for value in [zeros, leaf, parameter, None, *others]:
    owner = nn.Module()
    owner.weight = nn.Parameter(torch.ones(2))
    try:
        owner.weight = value
    except TypeError:
        continue
    taken.append(value)
assert len(taken) == 2
assert taken[0] is parameter and taken[1] is None
# %% belied a tensor that requires grad is taken too
assert any(value is leaf for value in taken)
# %% fact copy_ changes the values of the same Parameter
# > Change its values in place instead: `with torch.no_grad():
# > layer.weight.copy_(new)`.
linear, new = nn.Linear(3, 2), torch.zeros(2, 3)
before = linear.weight
with torch.no_grad():
    linear.weight.copy_(new)
assert linear.weight is before and linear.weight.is_leaf
assert not linear.weight.any()
# %% belied it needs no `no_grad`
try:
    refused = None
    linear.weight.copy_(new)
except RuntimeError as in_place:
    refused = in_place
assert refused is None
# %% fact the optimizer updates the old Parameter alone
# > Assigning a new Parameter works too, but an optimizer built
# > earlier still holds the old one.
linear = nn.Linear(1, 1, bias=False)
old = linear.weight
optimizer = torch.optim.SGD(linear.parameters(), lr=0.5)
linear.weight = nn.Parameter(torch.ones(1, 1))
linear(torch.ones(1, 1)).backward()
optimizer.step()
assert optimizer.param_groups[0]["params"][0] is old
assert linear.weight.grad.item() == 1.0
assert linear.weight.item() == 1.0
# %% belied the optimizer follows the name
assert linear.weight.item() == 0.5
# %% wrong an assigned tensor is made a Parameter
layer = nn.Linear(3, 2)
layer.weight = nn.Parameter(torch.zeros(2, 3))
# %% wrong an assigned tensor is copied into the Parameter
layer = nn.Linear(3, 2)
with torch.no_grad():
    layer.weight.copy_(torch.zeros(2, 3))
