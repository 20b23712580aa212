# /// snippet
# [equivalent]
# "x = torch.tensor(*: [12] -> [23]" = "any integers are refused"
# ///
# %% setup
import torch
from torch import nn

# %% card
x = torch.tensor([1, 2], requires_grad=True)
# %% raises RuntimeError
# Only Tensors of floating point and complex dtype
# can require gradients
# %% check integers cannot require grad
# > It raises:
assert error is not None and "floating point" in str(error)
# %% fact which dtypes can require grad
# > only tensors of floating-point or complex dtype can require
# > grad, and `torch.tensor` turns a list of Python integers into
# > `torch.int64`.
allowed, refused = [], []
for name in ("float16", "bfloat16", "float32", "float64"):
    allowed.append(torch.zeros(1, dtype=getattr(torch, name)))
for name in ("complex64", "complex128"):
    allowed.append(torch.zeros(1, dtype=getattr(torch, name)))
for name in ("bool", "uint8", "int8", "int16", "int32", "int64"):
    refused.append(torch.zeros(1, dtype=getattr(torch, name)))
assert all(t.requires_grad_().requires_grad for t in allowed)
for t in refused:
    try:
        t.requires_grad_()
    except RuntimeError:
        pass
assert not any(t.requires_grad for t in refused)
assert torch.tensor([1, 2]).dtype is torch.int64
# %% belied large integers can require grad
assert refused[-1].requires_grad
# %% fact one float decides, or the dtype that is given
# > One float in the list is enough, as in `torch.tensor([1.0, 2],
# > requires_grad=True)`, and so is `dtype=torch.float32`.
mixed = torch.tensor([1.0, 2], requires_grad=True)
given = torch.tensor(
    [1, 2], dtype=torch.float32, requires_grad=True
)
assert mixed.requires_grad and given.requires_grad
assert mixed.dtype is given.dtype is torch.float32
# %% belied one integer decides
assert mixed.dtype is torch.int64
# %% fact a parameter of integers is refused by default
# > `nn.Parameter` refuses integers as well, unless it gets
# > `requires_grad=False`.
frozen = nn.Parameter(torch.tensor([1, 2]), requires_grad=False)
assert frozen.tolist() == [1, 2]
try:
    trained = nn.Parameter(torch.tensor([1, 2]))
except RuntimeError:
    trained = None
assert trained is None
# %% belied a parameter may hold integers
assert trained is not None
# %% wrong integers are converted to float
x = torch.tensor([1.0, 2.0], requires_grad=True)
