# /// snippet
# [equivalent]
# "x.to(torch.float64): *" = "x is left alone; a check runs it"
# ///
# %% setup
import copy

import torch
from torch import nn

# %% card
layer = nn.Linear(2, 1)
x = torch.ones(2)

layer.to(torch.float64)
x.to(torch.float64)
print(layer.weight.dtype, x.dtype)
# %% output
# torch.float64 torch.float32
# %% check Module.to changes the module itself
# > A module's `to()` converts the module itself
assert printed.split()[0] == "torch.float64"
assert [p.dtype for p in layer.parameters()] == [torch.float64] * 2
assert layer.weight.shape == (1, 2)
# float32 held these values before, so rounding to it loses nothing
for p in layer.parameters():
    assert torch.equal(p, p.float().double()), (
        "it was float64 before"
    )
# %% check Tensor.to leaves the tensor as it was
# > A tensor's `to()` leaves it as it was and returns a converted
# > one,
assert printed.split()[1] == "torch.float32"
assert x.dtype == torch.float32 and x.tolist() == [1.0, 1.0]
converted = x.to(torch.float64)
assert converted.dtype == torch.float64
assert converted.tolist() == [1.0, 1.0]
# %% fact both return what was asked for
# > A module's `to()` converts the module itself and returns it.
# >
# > or, without `copy=True`, itself if there's nothing to convert.
norm, ones = nn.BatchNorm1d(2), torch.ones(2)
assert norm.to(torch.float64) is norm
assert norm.weight.dtype == norm.running_mean.dtype == torch.float64
assert ones.to(torch.float32) is ones
assert ones.to(torch.float64) is not ones
assert ones.to(torch.float32, copy=True) is not ones
# %% belied Tensor.to copies in any case
assert ones.to(torch.float32) is not ones
# %% fact a model is moved in place, data is not
# > So `model.to(device)` is enough, but data needs `x =
# > x.to(device)`.
device = torch.device("meta")
model, batch = nn.Linear(2, 1), torch.ones(2)
model.to(device)
batch.to(device)
left_at = batch.device
batch = batch.to(device)
assert left_at != device
assert model.weight.device == batch.device == device
# %% belied data is moved in place as well
assert left_at == device
# %% fact integer buffers keep their dtype
# > A module's `to(dtype)` leaves integer buffers alone.
norm = nn.BatchNorm1d(2).to(torch.float64)
assert norm.running_mean.dtype == torch.float64
assert norm.num_batches_tracked.dtype == torch.int64
# %% belied every buffer is converted
assert norm.num_batches_tracked.dtype == torch.float64
# %% wrong Tensor.to works in place like Module.to
layer = nn.Linear(2, 1)
x = torch.ones(2)

layer.to(torch.float64)
x = x.to(torch.float64)
print(layer.weight.dtype, x.dtype)
# %% wrong Module.to returns a converted copy like Tensor.to
layer = nn.Linear(2, 1)
x = torch.ones(2)

copy.deepcopy(layer).to(torch.float64)
x.to(torch.float64)
print(layer.weight.dtype, x.dtype)
