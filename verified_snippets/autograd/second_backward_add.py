# /// snippet
# [equivalent]
# "x = *: ones -> zeros" = "the gradient of x + 3 is 1 anywhere"
# "print(*: Add -> Sub" = "a difference saves nothing either"
# "print(*: 3 -> 4" = "any constant shows it"
# ///
# %% setup
import torch


# %% card
def gradient(f):
    x = torch.ones(3, requires_grad=True)
    y = f(x).sum()
    y.backward()
    y.backward()
    return x.grad


print(gradient(lambda x: x + 3))
# %% output
# tensor([2., 2., 2.])
# %% check a graph that saved no tensors can be run twice
# > It runs, and the two gradients of 1 add up.
# >
# > With `x**2` in place of `x + 3`, the second call raises.
assert error is None
assert printed == "tensor([2., 2., 2.])\n"
assert gradient(lambda t: t + 3).tolist() == [1.0 + 1.0] * 3
try:
    gradient(lambda t: t**2)
    message = ""
except RuntimeError as slip:
    message = str(slip)
assert "have already been freed" in message
# %% fact an addition saves nothing, a square does
# > A second `backward()` raises where it needs a saved tensor that
# > the first has freed, and neither adding a constant nor `sum()`
# > saves one.
saved, raised = [], []
for square in (False, True):
    count = []

    def pack(tensor):
        count.append(1)
        return tensor

    a = torch.ones(3, requires_grad=True)
    with torch.autograd.graph.saved_tensors_hooks(
        pack, lambda t: t
    ):
        b = (a**2 if square else a + 3).sum()
    saved.append(len(count))
    b.backward()
    try:
        b.backward()
        raised.append("")
    except RuntimeError as slip:
        raised.append(str(slip))
assert saved == [0, 1]
assert raised[0] == "" and "have already been freed" in raised[1]
# %% belied a second `backward()` always raises
assert raised[0] != ""


# %% wrong x**2 saves nothing for the backward pass either
def gradient(f):
    x = torch.ones(3, requires_grad=True)
    y = f(x).sum()
    y.backward()
    y.backward()
    return x.grad


print(gradient(lambda x: x**2))  # raises RuntimeError


# %% wrong the second backward() overwrites the first gradient
def gradient(f):
    x = torch.ones(3, requires_grad=True)
    y = f(x).sum()
    y.backward()
    x.grad = None
    y.backward()
    return x.grad


print(gradient(lambda x: x + 3))


# %% wrong the first backward() always has to retain the graph
def gradient(f):
    x = torch.ones(3, requires_grad=True)
    y = f(x).sum()
    y.backward(retain_graph=True)
    y.backward()
    return x.grad


print(gradient(lambda x: x + 3))
