# /// snippet
# [equivalent]
# "print(*: * -> *" = "the same is printed; checks ask each"
# ///
# %% setup
import torch
from torch import nn

# %% card
x = torch.ones(2)
w = torch.ones(2, requires_grad=True)
plain = 2 * x
tracked = w * x
print(plain.requires_grad, plain.grad_fn is None)
print(tracked.requires_grad, tracked.grad_fn is None)
# %% output
# False True
# True False
# %% check a node is recorded where an input requires grad
# > and nothing records how `plain` was computed. With grad mode on,
# > an operation records a node (`grad_fn`) where at least one input
# > requires grad; its result then requires grad too.
assert printed.split() == ["False", "True", "True", "False"]
assert plain.tolist() == [2.0, 2.0]
assert not x.requires_grad
assert not plain.requires_grad and plain.grad_fn is None
assert tracked.tolist() == [1.0, 1.0]
assert tracked.requires_grad and tracked.grad_fn is not None
tracked.sum().backward()
assert w.grad.tolist() == [1.0, 1.0]
# %% fact tensors made in several ways don't require grad
# > A tensor you create has `requires_grad=False` by default,
made = [torch.ones(2), torch.tensor([1.0]), torch.rand(2, 3)]
made.append(torch.zeros_like(torch.ones(2, requires_grad=True)))
assert [t.requires_grad for t in made] == [False] * 4
# %% belied a float tensor requires grad
assert any(t.requires_grad for t in made)
# %% fact untracked: no grad mode, no float, or detached
# > With grad mode on,
# >
# > `w > 0` and `argmax`, which aren't floats, and `detach()` are
# > among the exceptions.
v = torch.ones(2, requires_grad=True)
with torch.no_grad():
    unrecorded = 2 * v
results = [unrecorded, v > 0, v.argmax(), v.detach()]
results.append(v.histc(2))
assert not any(t.requires_grad for t in results)
assert all(t.grad_fn is None for t in results)
floats = [t.is_floating_point() for t in results]
assert floats == [True, False, False, True, True]
assert (2 * v).requires_grad and (2 * v).grad_fn is not None
# %% belied every result made from `v` requires grad
assert all(t.requires_grad for t in results)
# %% fact a layer's output is tracked through its parameters
# > `nn.Parameter` sets `requires_grad=True` by default, which is
# > why a layer's weights are tracked.
layer = nn.Linear(2, 1, bias=False)
assert isinstance(layer.weight, nn.Parameter)
assert nn.Parameter(torch.ones(1, 2)).requires_grad
by_default = layer(torch.ones(2)).grad_fn
layer.weight = nn.Parameter(torch.ones(1, 2), requires_grad=False)
switched_off = layer(torch.ones(2)).grad_fn
assert by_default is not None and switched_off is None
# %% belied a layer's weights are tracked in any case
assert switched_off is not None
# %% wrong autograd tracks every tensor
x = torch.ones(2, requires_grad=True)
w = torch.ones(2, requires_grad=True)
plain = 2 * x
tracked = w * x
print(plain.requires_grad, plain.grad_fn is None)
print(tracked.requires_grad, tracked.grad_fn is None)
# %% wrong an input that does not require grad cuts the graph
x = torch.ones(2)
w = torch.ones(2, requires_grad=True)
plain = 2 * x
tracked = w.detach() * x
print(plain.requires_grad, plain.grad_fn is None)
print(tracked.requires_grad, tracked.grad_fn is None)
