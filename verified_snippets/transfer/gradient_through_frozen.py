# /// snippet
# [equivalent]
# "for layer in *: * -> *" = "both print True"
# ///
# %% setup
import torch
from torch import nn

# %% card
first, frozen, last = (nn.Linear(2, 2) for _ in range(3))
frozen.requires_grad_(False)
x = torch.ones(1, 2)
last(frozen(first(x))).sum().backward()
for layer in (first, frozen, last):
    print(layer.weight.grad is not None)
# %% output
# True
# False
# True
# %% check gradients pass through a frozen layer
# > A frozen layer gets no gradient for its own weights, but passes
# > one on: `first` needs the gradient with respect to the frozen
# > layer's input.
assert printed.split() == ["True", "False", "True"]
assert not x.requires_grad
assert all(p.requires_grad for p in first.parameters())
assert not any(p.requires_grad for p in frozen.parameters())
assert frozen.weight.grad is None
assert first.weight.grad is not None
assert first.weight.grad.any()
passed = (last.weight @ frozen.weight).sum(0)
torch.testing.assert_close(first.bias.grad, passed)
assert last.bias.grad.tolist() == [1.0, 1.0]
# %% fact no_grad() around the layer cuts the graph
# > `torch.no_grad()` around it would cut the graph, and `first`
# > would get none.
first, middle, last = (nn.Linear(2, 2) for _ in range(3))
hidden = first(torch.ones(1, 2))
assert hidden.grad_fn is not None
with torch.no_grad():
    hidden = middle(hidden)
last(hidden).sum().backward()
assert hidden.grad_fn is None
assert first.weight.grad is None and last.weight.grad is not None
# %% belied it freezes that one layer
assert first.weight.grad is not None
# %% fact where all is frozen nothing is recorded
# > Freeze `first` too, and autograd records neither layer here,
# > since `x` needs no gradient.
first, frozen, last = (nn.Linear(2, 2) for _ in range(3))
first.requires_grad_(False)
frozen.requires_grad_(False)
x = torch.ones(1, 2, requires_grad=True)
assert frozen(first(x)).grad_fn is not None
x = torch.ones(1, 2)
hidden = frozen(first(x))
assert hidden.grad_fn is None
last(hidden).sum().backward()
assert last.weight.grad is not None
# %% belied the graph goes back to the input
assert hidden.grad_fn is not None
# %% wrong a frozen layer stops the gradient
first, frozen, last = (nn.Linear(2, 2) for _ in range(3))
frozen.requires_grad_(False)
x = torch.ones(1, 2)
with torch.no_grad():
    hidden = frozen(first(x))
last(hidden).sum().backward()
for layer in (first, frozen, last):
    print(layer.weight.grad is not None)
# %% wrong a frozen layer gets a gradient that is not used
first, frozen, last = (nn.Linear(2, 2) for _ in range(3))
x = torch.ones(1, 2)
last(frozen(first(x))).sum().backward()
for layer in (first, frozen, last):
    print(layer.weight.grad is not None)
