# %% setup
import torch

# %% card
x = torch.arange(6).reshape(2, 3)
y = x.t()
y[0, 1] = 100
print(x.stride(), y.stride(), y.is_contiguous())
print(x)
# %% output
# (3, 1) (1, 3) False
# tensor([[  0,   1,   2],
#         [100,   4,   5]])
# %% check a transpose is a view with its strides swapped
# > `t()` copies nothing: it returns a view of the same storage with
# > the two strides swapped. The write to `y[0, 1]` shows up in
# > `x[1, 0]`, and `y` isn't contiguous.
assert y.data_ptr() == x.data_ptr()
assert x.stride() == (3, 1) and y.stride() == (1, 3)
assert not y.is_contiguous()
assert y.tolist() == [[0, 100], [1, 4], [2, 5]]
assert x.tolist() == [[0, 1, 2], [100, 4, 5]]
assert printed.startswith("(3, 1) (1, 3) False\n")
assert "[100,   4,   5]" in printed
# %% fact clone() and contiguous() copy into different layouts
# > Both `x.t().clone()` and `x.t().contiguous()` copy here:
# > `clone()` keeps the swapped strides, `contiguous()` lays the
# > rows one after another.
table = torch.arange(6).reshape(2, 3)
clone, packed = table.t().clone(), table.t().contiguous()
assert len({t.data_ptr() for t in (table, clone, packed)}) == 3
assert clone.stride() == (1, 3) and packed.stride() == (2, 1)
assert clone.tolist() == packed.tolist() == [[0, 3], [1, 4], [2, 5]]
# %% belied a copy is contiguous
assert clone.is_contiguous()
# %% wrong a transpose moves the data
x = torch.arange(6).reshape(2, 3)
y = x.t().contiguous()
y[0, 1] = 100
print(x.stride(), y.stride(), y.is_contiguous())
print(x)
# %% wrong a transpose copies
x = torch.arange(6).reshape(2, 3)
y = x.t().clone()
y[0, 1] = 100
print(x.stride(), y.stride(), y.is_contiguous())
print(x)
# %% wrong a transpose is a reshape
x = torch.arange(6).reshape(2, 3)
y = x.reshape(3, 2)
y[0, 1] = 100
print(x.stride(), y.stride(), y.is_contiguous())
print(x)
