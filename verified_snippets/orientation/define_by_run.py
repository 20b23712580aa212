# /// snippet
# [equivalent]
# "for value in *: 5.0 -> 6.0" = "any positive value shows it"
# ///
# %% setup
import torch


# %% card
def f(x):
    return 3 * x if x > 0 else x**2


for value in (5.0, -5.0):
    x = torch.tensor(value, requires_grad=True)
    y = f(x)
    y.backward()
    print(y.grad_fn.name(), x.grad.item())
# %% output
# MulBackward0 3.0
# PowBackward0 -10.0
# %% check each call records the branch that it took, and no other
# > PyTorch defines the graph by running the code: Python takes a
# > branch, and autograd records the differentiable operations that
# > ran. So the two calls record different graphs, and each gradient
# > belongs to the branch that was taken.
assert printed == "MulBackward0 3.0\nPowBackward0 -10.0\n"
for start, node, slope in (
    (0.5, "MulBackward0", 3.0),
    (0.0, "PowBackward0", 0.0),
    (-0.5, "PowBackward0", -1.0),
):
    own = torch.tensor(start, requires_grad=True)
    made = f(own)
    assert made.grad_fn.name() == node
    below = [n for n, _ in made.grad_fn.next_functions if n]
    assert [n.variable is own for n in below] == [True]
    assert (own > 0).grad_fn is None
    assert torch.autograd.grad(made, own)[0].item() == slope
# %% fact where computes both and records itself
# > `torch.where(x > 0, 3 * x, x**2)` computes both sides, and
# > records a graph of the same shape for any `x`.
names = []
for start in (0.5, -0.5):
    x = torch.tensor(start, requires_grad=True)
    node = torch.where(x > 0, 3 * x, x**2).grad_fn
    below = [n.name() for n, _ in node.next_functions if n]
    names.append([node.name(), *below])
assert names[0] == [
    "WhereBackward0",
    "MulBackward0",
    "PowBackward0",
]
assert names[1] == names[0]
# %% belied only the chosen side is computed
assert "PowBackward0" not in names[0]


# %% wrong both branches are recorded, and a value picks one
def f(x):
    return torch.where(x > 0, 3 * x, x**2)


for value in (5.0, -5.0):
    x = torch.tensor(value, requires_grad=True)
    y = f(x)
    y.backward()
    print(y.grad_fn.name(), x.grad.item())


# %% wrong the first call fixes the graph
def f(x):
    return 3 * x


for value in (5.0, -5.0):
    x = torch.tensor(value, requires_grad=True)
    y = f(x)
    y.backward()
    print(y.grad_fn.name(), x.grad.item())
