# /// snippet
# [equivalent]
# "x = *: ones -> zeros" = "any values show it"
# "*: sum -> mean" = "the error comes before any gradient"
# "x = torch.ones(3*: 3 -> 4" = "any size shows it"
# "y.add_(1): 1 -> 2" = "any change advances the version"
# ///
# %% setup
import torch

# %% card
x = torch.ones(3, requires_grad=True)
y = x.exp()
y.add_(1)
y.sum().backward()
# %% raises RuntimeError
# ... has been modified by an inplace operation
# %% check autograd notices that a saved tensor was changed
# > `add_` advanced the version counter, `y._version`. `backward()`
# > sees that `y` is no longer the version that was saved, and
# > refuses rather than use the wrong values.
assert error is not None and "inplace operation" in str(error)
assert "is at version 1; expected version 0" in str(error)
assert y._version == 1 and x.grad is None
# %% fact exp() saves its result, and add_() changes that
# > `exp` saved its result `y`, which is its own derivative.
# >
# > sees that `y` is no longer the version that was saved,
saved = []


def pack(tensor):
    saved.append(tensor)
    return tensor


a = torch.zeros(3, requires_grad=True)
with torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
    b = a.exp()
assert b._version == 0 and len(saved) == 1
assert saved[0].data_ptr() == b.data_ptr() != a.data_ptr()
(slope,) = torch.autograd.grad(b.sum(), a)
assert slope.tolist() == b.tolist() == [1.0, 1.0, 1.0]
b.add_(1)
assert saved[0].tolist() == [2.0, 2.0, 2.0] and b._version == 1
# %% belied exp() saves its input
assert saved[0].data_ptr() == a.data_ptr()
# %% fact changes of tensors that nobody saved do no harm
# > The remedy is `y = y + 1`, which makes a new tensor. Not every
# > in-place change is an error: with `y = 2 * x`, which doesn't
# > save `y`, the same code runs.
slopes = []
for inplace in (False, True):
    a = torch.zeros(3, requires_grad=True)
    b = 2 * a if inplace else a.exp()
    if inplace:
        b.add_(1)
    else:
        b = b + 1
    b.sum().backward()
    slopes.append(a.grad.tolist())
assert slopes == [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]]
# %% belied the constant changes the gradient
assert slopes == [[2.0, 2.0, 2.0], [3.0, 3.0, 3.0]]
# %% wrong every in-place change breaks backward()
x = torch.ones(3, requires_grad=True)
y = 2 * x
y.add_(1)
y.sum().backward()
