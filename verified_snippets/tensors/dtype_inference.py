# %% setup
import torch
from torch import nn

# %% card
tensors = [
    torch.tensor([1, 2]),
    torch.tensor([1, 2.0]),
    torch.tensor([True, False]),
    torch.zeros(2),
    torch.arange(3),
]
for t in tensors:
    print(t.dtype)
# %% output
# torch.int64
# torch.float32
# torch.bool
# torch.float32
# torch.int64
# %% check values decide the dtype; without any, it is float32
# > `torch.tensor` and `torch.arange` infer the dtype from the
# > values: Python ints give int64,
# >
# > A list of bools gives bool. `torch.zeros` gets no values and
# > takes the default dtype.
names = "int64 float32 bool float32 int64".split()
assert printed.split() == [f"torch.{name}" for name in names]
values = [[1, 2], [1, 2], [True, False], [0, 0], [0, 1, 2]]
assert [t.tolist() for t in tensors] == values
assert [str(t.dtype) for t in tensors] == printed.split()
# %% fact a float counts for all, bools among ints do not
# > and one float like `2.0` among them makes all of them the
# > default dtype, float32.
mixed = [torch.tensor([1, 2, 3.0]), torch.arange(0, 2, 0.5)]
assert [t.dtype for t in mixed] == [torch.float32] * 2
assert torch.tensor([True, 1]).dtype == torch.int64
before = torch.get_default_dtype()
torch.set_default_dtype(torch.float64)
try:
    changed = [torch.tensor([1, 2.0]), torch.zeros(2)]
finally:
    torch.set_default_dtype(before)
assert [t.dtype for t in changed] == [torch.float64] * 2
# %% belied a list with a float is always float32
assert changed[0].dtype == torch.float32
# %% fact a linear layer refuses integers
# > `nn.Linear` refuses `torch.tensor([1, 2])`: its weights are
# > floats.
layer = nn.Linear(2, 1)
assert layer.weight.is_floating_point()
refused = False
try:
    layer(torch.tensor([1, 2]))
except RuntimeError:
    refused = True
assert refused and layer(torch.tensor([1.0, 2.0])).shape == (1,)
# %% belied it converts its input
assert not refused
# %% wrong every new tensor is float32
tensors = [
    torch.tensor(data, dtype=torch.float32)
    for data in ([1, 2], [1, 2.0], [True, False], [0, 0], [0, 1, 2])
]
for t in tensors:
    print(t.dtype)
# %% wrong the first value decides
tensors = [
    torch.tensor([1, 2]),
    torch.tensor([1, 2.0], dtype=torch.int64),
    torch.tensor([True, False]),
    torch.zeros(2),
    torch.arange(3),
]
for t in tensors:
    print(t.dtype)
# %% wrong zeros are whole numbers, so they are integers
tensors = [
    torch.tensor([1, 2]),
    torch.tensor([1, 2.0]),
    torch.tensor([True, False]),
    torch.tensor([0, 0]),
    torch.arange(3),
]
for t in tensors:
    print(t.dtype)
