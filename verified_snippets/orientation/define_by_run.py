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
nodes = [line.split()[0] for line in printed.splitlines()]
assert nodes == ["MulBackward0", "PowBackward0"]
slopes = [line.split()[1] for line in printed.splitlines()]
assert slopes == ["3.0", "-10.0"]
x = torch.tensor(0.5, requires_grad=True)
assert f(x).grad_fn.name() == "MulBackward0"


# %% wrong both branches are recorded, and a value picks one
def f(x):
    return torch.where(x > 0, 3 * x, x**2)


for value in (5.0, -5.0):
    x = torch.tensor(value, requires_grad=True)
    y = f(x)
    y.backward()
    print(y.grad_fn.name(), x.grad.item())
