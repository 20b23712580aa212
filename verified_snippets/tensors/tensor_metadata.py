# %% setup
import torch

# %% card
x = torch.zeros(2, 3)
print(x.dtype, x.shape, x.stride())
print(x.requires_grad, x.grad_fn)
# %% output
# torch.float32 torch.Size([2, 3]) (3, 1)
# False None
# %% check zeros are float32
# > `torch.zeros` makes float32 numbers,
assert x.tolist() == [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
assert x.dtype == torch.float32
assert printed.startswith("torch.float32 torch.Size([2, 3])")
# %% check rows lie one after another in a flat storage
# > The tensor is a view of a flat storage: one step down moves 3
# > elements on, one step right moves 1.
assert x.untyped_storage().nbytes() == 6 * x.element_size()
assert [x[1, 0].storage_offset(), x[0, 1].storage_offset()] == [
    3,
    1,
]
assert printed.split("\n")[0].endswith("(3, 1)")
# %% check autograd does not track them
# > It starts untracked by autograd unless you pass
# > `requires_grad=True`,
assert x.requires_grad is False and x.grad_fn is None
assert printed.split("\n")[1] == "False None"
# %% fact the default dtype can be changed
# > the default dtype until you change it.
before = torch.get_default_dtype()
torch.set_default_dtype(torch.float64)
try:
    wide = torch.zeros(2)
finally:
    torch.set_default_dtype(before)
assert before == torch.float32 and wide.dtype == torch.float64
# %% belied zeros are float32 whatever the default is
assert wide.dtype == torch.float32
# %% fact a new tensor that requires grad has no node
# > unless you pass `requires_grad=True`, and even then it has no
# > `grad_fn`.
new = torch.zeros(2, 3, requires_grad=True)
assert new.requires_grad and new.grad_fn is None
assert (2 * new).grad_fn is not None
# %% belied a tensor that requires grad has a node
assert new.grad_fn is not None
# %% wrong a tensor is float64, as a NumPy array is
x = torch.zeros(2, 3, dtype=torch.float64)
print(x.dtype, x.shape, x.stride())
print(x.requires_grad, x.grad_fn)
# %% wrong columns lie one after another
x = torch.zeros(3, 2).t()
print(x.dtype, x.shape, x.stride())
print(x.requires_grad, x.grad_fn)
# %% wrong every new tensor is tracked
x = torch.zeros(2, 3, requires_grad=True)
print(x.dtype, x.shape, x.stride())
print(x.requires_grad, x.grad_fn)
