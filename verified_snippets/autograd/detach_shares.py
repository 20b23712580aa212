# /// snippet
# [equivalent]
# "print(*: x -> y" = "they share their memory; a check asks each"
# ///
# %% setup
import torch

# %% card
x = torch.ones(3, requires_grad=True)
y = x.detach()
y[0] = 7
print(y.requires_grad, x.tolist())
# %% output
# False [7.0, 1.0, 1.0]
# %% check detach() leaves the graph but shares the memory
# > `detach()` returns a tensor outside the graph that shares the
# > memory: writing to `y` rewrites `x`.
assert printed == "False [7.0, 1.0, 1.0]\n"
assert x.requires_grad and not y.requires_grad and y.grad_fn is None
assert x.tolist() == [7.0, 1.0, 1.0] and y.tolist() == [
    7.0,
    1.0,
    1.0,
]
assert y.data_ptr() == x.data_ptr()
# %% fact detach() and clone() each do one half
# > An independent copy is `x.detach().clone()`; `x.clone()` alone
# > has its own memory but stays in the graph.
made = torch.ones(3, requires_grad=True)
copy, clone = made.detach().clone(), made.clone()
assert not copy.requires_grad and clone.grad_fn is not None
copy[0] = 7
with torch.no_grad():
    clone[0] = 7
assert made.tolist() == [1.0, 1.0, 1.0]
clone.sum().backward()
assert made.grad is not None
# %% belied a clone is outside the graph
assert clone.grad_fn is None
# %% wrong detach() copies
x = torch.ones(3, requires_grad=True)
y = x.detach().clone()
y[0] = 7
print(y.requires_grad, x.tolist())
# %% wrong a detached tensor still requires grad
x = torch.ones(3, requires_grad=True)
y = x.view(3)
with torch.no_grad():
    y[0] = 7
print(y.requires_grad, x.tolist())
