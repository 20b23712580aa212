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
assert y.stride() == x.stride()[::-1]
assert x.tolist() == [[0, 1, 2], [100, 4, 5]]
# %% wrong a transpose moves the data
x = torch.arange(6).reshape(2, 3)
y = x.t().contiguous()
y[0, 1] = 100
print(x.stride(), y.stride(), y.is_contiguous())
print(x)
