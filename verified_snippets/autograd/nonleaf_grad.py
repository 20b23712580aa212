# /// snippet
# warns = ['not a leaf Tensor is being accessed']
# [equivalent]
# "print(*: y -> z" = "z keeps none either"
# ///
# %% setup
import torch

# %% card
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x
z = y.square()
z.backward()
print(x.grad.item(), y.grad)
# %% output
# 36.0 None
# %% check only the leaf keeps its gradient
# > By default `backward()` fills `.grad` only on leaves, here on
# > `x`.
assert printed.split() == ["36.0", "None"]
assert x.is_leaf and x.grad.item() == 2 * 6.0 * 3
assert y.requires_grad and not y.is_leaf
assert y.grad is None and z.grad is None
assert not y.retains_grad and not z.retains_grad
# %% fact the gradient of y passes by on the way
# > The gradient of `y` was computed on the way to `x`, but not
# > kept.
a = torch.tensor(2.0, requires_grad=True)
b = 3 * a
passing = []
b.register_hook(passing.append)
b.square().backward()
assert passing == [torch.tensor(12.0)] and a.grad.item() == 36.0
assert b.grad is None
# %% belied the gradient of `y` is never computed
assert passing == []
# %% fact retain_grad() keeps what later calls compute
# > Call `y.retain_grad()` before `backward()` to keep it; called
# > afterwards, it comes too late.
kept = []
for early in (True, False):
    a = torch.tensor(2.0, requires_grad=True)
    b = 3 * a
    if early:
        b.retain_grad()
    b.square().backward()
    b.retain_grad()
    kept.append(b.grad)
assert kept == [torch.tensor(12.0), None]
# %% belied retain_grad() brings back what was let go
assert kept[1] is not None
# %% wrong every tensor that requires grad keeps its gradient
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x
y.retain_grad()
z = y.square()
z.backward()
print(x.grad.item(), y.grad)
# %% wrong retain_grad() after backward() still brings the gradient
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x
z = y.square()
z.backward()
y.retain_grad()
print(x.grad.item(), y.grad)
