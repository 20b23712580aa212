# %% setup
import torch

# %% card
t = torch.tensor([[1, 2], [3, 4]])
zeros = torch.zeros(2, 3)
ones = torch.ones(3, 4, dtype=torch.int64)
# %% check t holds the list's integers
# > `torch.tensor` takes data, and infers the dtype from them
assert t.tolist() == [[1, 2], [3, 4]], "t has other values"
assert not t.is_floating_point(), "t holds floats"
assert not t.is_complex(), "t holds complex numbers"
# %% check zeros takes a shape, not data
# > `torch.zeros` and `torch.ones` take a shape,
assert zeros.tolist() == [[0.0] * 3] * 2, "zeros is not 2 by 3"
assert zeros.dtype == torch.float32, "not the default dtype"
# %% check ones are integers where dtype says so
# > and `torch.ones` take a shape,
# >
# > unless a keyword such as `dtype=` decides:
assert ones.tolist() == [[1] * 4] * 3, "ones is not 3 by 4"
assert ones.dtype == torch.int64, "ones is not of int64"
# %% fact torch.tensor looks at its data, or at dtype=
# > infers the dtype from them unless you name one.
dtypes = [
    torch.tensor(data, dtype=named).dtype
    for data in ([1, 2], [1.5, 2.5])
    for named in (None, torch.float64)
]
assert dtypes[0] == torch.int64 and dtypes[2] == torch.float32
assert dtypes[1] == dtypes[3] == torch.float64
# %% belied numbers have one dtype, floats or not
assert dtypes[0] == dtypes[2]
# %% fact both follow the default dtype
# > and give the default dtype, a float,
# >
# > `torch.ones(3, 4)` alone holds floats.
before = torch.get_default_dtype()
torch.set_default_dtype(torch.float64)
try:
    made = [torch.zeros(2).dtype, torch.ones(2).dtype]
finally:
    torch.set_default_dtype(before)
assert made == [torch.float64] * 2
# %% belied they are always float32
assert made == [torch.float32] * 2
# %% fact a shape may be a tuple
# > as several numbers or one tuple,
shapes = [make((2, 3)).shape for make in (torch.zeros, torch.ones)]
assert shapes == [torch.zeros(2, 3).shape] * 2
assert shapes == [torch.ones(2, 3).shape] * 2
# %% belied a tuple is taken for data
assert shapes == [torch.tensor((2, 3)).shape] * 2
# %% also shapes as tuples, and a fill value
t = torch.as_tensor([[1, 2], [3, 4]])
zeros = torch.zeros((2, 3))
ones = torch.full((3, 4), 1)
# %% also counted, filled and converted
t = torch.arange(1, 5).view(2, 2)
zeros = torch.empty(2, 3).zero_()
ones = (torch.zeros(3, 4) + 1).long()
# %% wrong torch.Tensor keeps the integers of a list
t = torch.Tensor([[1, 2], [3, 4]])
zeros = torch.zeros(2, 3)
ones = torch.ones(3, 4, dtype=torch.int64)
# %% wrong torch.tensor takes a shape
t = torch.tensor([[1, 2], [3, 4]])
zeros = torch.tensor((2, 3))
ones = torch.ones(3, 4, dtype=torch.int64)
# %% wrong whole numbers make an integer tensor in every factory
t = torch.tensor([[1, 2], [3, 4]])
zeros = torch.zeros(2, 3)
ones = torch.ones(3, 4)
