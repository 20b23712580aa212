# %% setup
import torch

# %% card
x = torch.tensor(3.0, requires_grad=True)
y = x**2
print(y.grad_fn.name(), x.grad)
y.backward()
print(x.grad.item())
# %% output
# PowBackward0 None
# 6.0
# %% check the forward pass records a node and fills no .grad
# > While grad mode is on, a differentiable operation on a tensor
# > that requires grad computes its result and records a node of the
# > graph.
# >
# > `.grad` is filled later, by `backward()`.
# >
# > After the forward pass `y.grad_fn` names the operation that made
# > `y`, and `x.grad` is still `None`.
assert printed.split("\n")[:2] == ["PowBackward0 None", "6.0"]
assert y.item() == 9.0 and x.grad.item() == 6.0
# %% fact no node without grad mode, or without a derivative
# > While grad mode is on, a differentiable operation on a tensor
# > that requires grad
a = torch.tensor(3.0, requires_grad=True)
with torch.no_grad():
    unrecorded = a**2
assert unrecorded.grad_fn is None and (a > 2).grad_fn is None
assert (a**2).grad_fn is not None
# %% belied `no_grad()` only stops `backward()`
assert unrecorded.grad_fn is not None
# %% fact backward() records only when asked to
# > By default `backward()` itself records nothing: `x.grad` has no
# > `grad_fn`.
a = torch.tensor(3.0, requires_grad=True)
(a**2).backward()
by_default = a.grad
assert by_default.item() == 6.0 and by_default.grad_fn is None
b = torch.tensor(3.0, requires_grad=True)
(slope,) = torch.autograd.grad(b**2, b, create_graph=True)
assert slope.grad_fn is not None
# %% belied autograd tracks operations during backpropagation
assert by_default.grad_fn is not None
# %% wrong the gradient is there after the forward pass
x = torch.tensor(3.0, requires_grad=True)
y = x**2
y.backward()
print(y.grad_fn.name(), x.grad)
print(x.grad.item())
