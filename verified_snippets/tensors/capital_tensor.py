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
# > float32 values.
assert isinstance(torch.Tensor, type) and type(b) is torch.Tensor
assert b.shape == (3,) and b.dtype == torch.float32
assert printed.endswith("\ntorch.Size([3]) torch.float32\n")
# %% fact its memory is not initialized
# > it returns three uninitialized float32 values.
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
# %% fact it copies a list, to float32
# > It does copy a list, but to float32, even a list of integers.
# > Use `torch.tensor`,
numbers = [3, 4]
assert torch.Tensor(numbers).tolist() == numbers
assert torch.Tensor(numbers).dtype == torch.float32
assert torch.tensor(numbers).dtype == torch.int64
# %% belied it keeps integers
assert torch.Tensor(numbers).dtype == torch.int64
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
