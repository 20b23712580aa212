# %% setup
import torch

# %% card
x = torch.tensor(2.0, requires_grad=True)
scale = 3.0
first = scale * x
scale = 5.0
second = scale * x
first.backward()
print(x.grad.item())
print(first.grad_fn is second.grad_fn)
# %% output
# 3.0
# False
# %% check a recorded graph keeps its own pass's numbers
# > Setting `scale` to 5 doesn't reach into the graph of `first`,
# > which multiplied by 3.
assert printed.split()[0] == "3.0" and x.grad.item() == 3.0
assert scale == 5.0 and first.item() == 6.0
# %% check the next forward pass records a node of its own
# > `second` got a multiplication node of its own, with the factor
# > 5.
assert printed.split()[1] == "False"
assert first.grad_fn is not second.grad_fn
assert (
    first.grad_fn.name() == second.grad_fn.name() == "MulBackward0"
)
assert second.item() == 10.0
assert torch.autograd.grad(second, x)[0].item() == 5.0
# %% fact three passes through one function, three nodes
# > While grad mode is on, every forward pass with an `x` that
# > requires grad records a new graph, from the operations that run
# > then.
w = torch.tensor(2.0, requires_grad=True)
passes = [factor * w for factor in (1.0, 2.0, 3.0)]
assert len({id(each.grad_fn) for each in passes}) == 3
slopes = [torch.autograd.grad(each, w)[0].item() for each in passes]
assert slopes == [1.0, 2.0, 3.0]
with torch.no_grad():
    assert (4.0 * w).grad_fn is None
assert (4.0 * torch.tensor(2.0)).grad_fn is None
# %% belied the last factor counts for all of them
assert slopes == [3.0, 3.0, 3.0]
# %% wrong changing a variable edits the graph that exists
x = torch.tensor(2.0, requires_grad=True)
scale = 3.0
first = scale * x
scale = 5.0
second = scale * x
(scale * x).backward()
print(x.grad.item())
print(first.grad_fn is second.grad_fn)
# %% wrong all forward passes share one graph
x = torch.tensor(2.0, requires_grad=True)
scale = 3.0
first = scale * x
scale = 5.0
second = first
first.backward()
print(x.grad.item())
print(first.grad_fn is second.grad_fn)
# %% wrong nodes of one name are one node
x = torch.tensor(2.0, requires_grad=True)
scale = 3.0
first = scale * x
scale = 5.0
second = scale * x
first.backward()
print(x.grad.item())
print(first.grad_fn.name() == second.grad_fn.name())
