# /// snippet
# [equivalent]
# "print(*: ? -> ?" = "two are alike; a check asks each"
# ///
# %% setup
import torch

# %% card
a = torch.ones(2)
b = torch.ones(2, requires_grad=True)
c = 2 * b
d = b.double()
print(a.is_leaf, b.is_leaf, c.is_leaf, d.is_leaf)
# %% output
# True True False False
# %% check what an operation made from a tracked tensor is no leaf
# > A leaf is a tensor without a `grad_fn`: no recorded operation
# > made it.
# >
# > `c` and `d` come from recorded operations on `b`; the conversion
# > in `b.double()` is one too,
assert printed.split() == ["True", "True", "False", "False"]
assert [t.is_leaf for t in (a, b, c, d)] == [
    True,
    True,
    False,
    False,
]
assert a.grad_fn is None and b.grad_fn is None and b.requires_grad
assert c.grad_fn is not None and d.grad_fn is not None
assert a.tolist() == [1.0, 1.0] and c.tolist() == [2.0, 2.0]
assert d.tolist() == [1.0, 1.0] and d.dtype is torch.float64
# %% fact a move to another device is recorded
# > and so is a move to another device.
made = torch.ones(2, requires_grad=True)
moved = made.to("meta")
assert moved.grad_fn is not None and not moved.is_leaf
# %% belied a leaf that is moved stays a leaf
assert moved.is_leaf
# %% fact a result that does not require grad is a leaf
# > A tensor that doesn't require grad is always a leaf, even the
# > result of an operation, such as `2 * a`.
plain = torch.ones(2)
made = torch.ones(2, requires_grad=True)
with torch.no_grad():
    unrecorded = 2 * made
results = [2 * plain, made.detach(), made > 0, unrecorded]
assert not any(t.requires_grad for t in results)
assert all(t.is_leaf for t in results)
# %% belied a result of an operation is never a leaf
assert not any(t.is_leaf for t in results)
# %% wrong a converted leaf is a leaf
a = torch.ones(2)
b = torch.ones(2, requires_grad=True)
c = 2 * b
d = b.detach().double().requires_grad_()
print(a.is_leaf, b.is_leaf, c.is_leaf, d.is_leaf)
# %% wrong what is computed from a leaf is a leaf
a = torch.ones(2)
b = torch.ones(2, requires_grad=True)
c = (2 * b).detach().requires_grad_()
d = b.double()
print(a.is_leaf, b.is_leaf, c.is_leaf, d.is_leaf)
