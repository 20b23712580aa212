# /// snippet
# [equivalent]
# "y.backward(): y -> x" = "x has three elements too"
# ///
# %% setup
from inspect import signature

import torch
from torch import nn

# %% card
x = torch.ones(3, requires_grad=True)
y = 2 * x
y.backward()
# %% raises RuntimeError
# grad can be implicitly created only for scalar outputs
# %% check backward() without a gradient wants one element
# > Without a gradient, `backward()` takes only a tensor with one
# > element;
assert error is not None and "scalar" in str(error)
assert x.grad is None
assert y.tolist() == [2.0, 2.0, 2.0]
try:
    y.backward(retain_graph=True)
    refused = False
except RuntimeError as slip:
    refused = "scalar outputs" in str(slip)
assert refused
# %% fact one element of any shape gets the gradient 1
# > a tensor with one element; a shape of `(1, 1)` will do. It
# > starts from the gradient 1.
a = torch.ones(1, 1, requires_grad=True)
b = 5 * a
start = []
b.register_hook(start.append)
b.backward()
assert b.shape == (1, 1) and a.grad.tolist() == [[5.0]]
assert [gradient.tolist() for gradient in start] == [[[1.0]]]
# %% belied the gradient starts from the value of the output
assert start[0].tolist() == [[5.0]]
# %% fact three ways to a gradient
# > Reduce first, with `y.sum().backward()` or
# > `y.mean().backward()`, or pass a gradient shaped like `y`, as in
# > `y.backward(v)`.
a = torch.ones(3, requires_grad=True)
v = torch.tensor([1.0, 10.0, 100.0])
found = []
for way in ("sum", "mean", "pass"):
    a.grad, b = None, 6 * a
    if way == "sum":
        b.sum().backward()
    elif way == "mean":
        b.mean().backward()
    else:
        b.backward(v)
    found.append(a.grad.tolist())
assert found == [[6.0] * 3, [2.0] * 3, [6.0, 60.0, 600.0]]
# %% belied the sum and the mean have the same gradient
assert found[0] == found[1]
# %% fact losses reduce by default
# > The losses of `torch.nn` reduce by default.
names = [name for name in dir(nn) if name.endswith("Loss")]
names.remove("AdaptiveLogSoftmaxWithLoss")  # it always reduces
defaults = [
    signature(getattr(nn, name)).parameters["reduction"].default
    for name in names
]
assert len(defaults) > 15 and set(defaults) == {"mean"}
guess, truth = torch.rand(4, 3), torch.rand(4, 3)
loss = nn.MSELoss()(guess, truth)
single = nn.MSELoss(reduction="none")(guess, truth)
assert loss.dim() == 0 and single.shape == (4, 3)
# %% belied a loss has a value for each example
assert loss.shape == (4,)
# %% wrong backward() sums the elements by itself
x = torch.ones(3, requires_grad=True)
y = 2 * x
y.sum().backward()
