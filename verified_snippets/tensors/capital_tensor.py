# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch

# %% card
a = torch.tensor(3)
b = torch.Tensor(3)
print(a.shape, a.dtype)
print(b.shape, b.dtype)
# %% output
# torch.Size([]) torch.int64
# torch.Size([3]) torch.float32
# %% check torch.tensor takes a value
# > `torch.tensor` takes data: the number 3 becomes an int64 tensor
# > without dimensions.
assert a.shape == () and a.item() == 3
assert a.dtype == torch.int64
assert printed.startswith("torch.Size([]) torch.int64\n")
# %% check torch.Tensor takes a size
# > `torch.Tensor` is the class, and takes an integer as a size: it
# > returns three
# >
# > float32.
assert isinstance(torch.Tensor, type) and type(b) is torch.Tensor
assert b.shape == (3,) and b.dtype == torch.float32
assert printed.endswith("\ntorch.Size([3]) torch.float32\n")
# %% fact its memory is not initialized
# > it returns three uninitialized values
# >
# > or `torch.empty(3)` where you do want uninitialized memory.
torch.use_deterministic_algorithms(True)  # shows such memory as NaN
try:
    made = [torch.Tensor(3), torch.empty(3), torch.zeros(3)]
finally:
    torch.use_deterministic_algorithms(False)
assert made[0].isnan().all() and made[1].isnan().all()
assert not made[2].isnan().any()
# %% belied it holds zeros
assert made[0].tolist() == [0.0, 0.0, 0.0]
# %% fact it makes the default dtype, of a list too
# > values of the default dtype, float32. It does copy a list, but
# > to the default dtype, even a list of integers. Use
# > `torch.tensor`,
numbers = [3, 4]
assert torch.Tensor(numbers).tolist() == numbers
assert torch.Tensor(numbers).dtype == torch.float32
assert torch.tensor(numbers).dtype == torch.int64
before = torch.get_default_dtype()
torch.set_default_dtype(torch.float64)
try:
    changed = [torch.Tensor(3).dtype, torch.Tensor(numbers).dtype]
finally:
    torch.set_default_dtype(before)
assert changed == [torch.float64] * 2
# %% belied it keeps integers
assert torch.Tensor(numbers).dtype == torch.int64
# %% belied it is always float32
assert changed == [torch.float32] * 2
# %% wrong torch.Tensor(3) is a float tensor that holds 3
a = torch.tensor(3)
b = torch.tensor(3.0)
print(a.shape, a.dtype)
print(b.shape, b.dtype)
# %% wrong torch.tensor(3) is a vector of one number
a = torch.tensor([3])
b = torch.Tensor(3)
print(a.shape, a.dtype)
print(b.shape, b.dtype)
