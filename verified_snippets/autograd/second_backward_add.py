# %% setup
import torch

# %% card
x = torch.ones(3, requires_grad=True)
y = (x + 3).sum()
y.backward()
y.backward()
print(x.grad)
# %% output
# tensor([2., 2., 2.])
# %% check a graph that saved no tensors can be run twice
# > It runs, and the two gradients of 1 add up.
assert error is None
assert printed == "tensor([2., 2., 2.])\n"
assert y.item() == 12.0
assert x.grad.tolist() == [1.0 + 1.0, 1.0 + 1.0, 1.0 + 1.0]
# %% fact an addition saves nothing, a square does
# > A second `backward()` raises where it needs a saved tensor that
# > the first has freed, and neither adding a constant nor `sum()`
# > saves one. With `x**2` in place of `x + 3`, the second call
# > raises.
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
x = torch.ones(3, requires_grad=True)
y = (x**2).sum()
y.backward()
y.backward()  # raises RuntimeError
print(x.grad)
# %% wrong the second backward() overwrites the first gradient
x = torch.ones(3, requires_grad=True)
y = (x + 3).sum()
y.backward()
x.grad = None
y.backward()
print(x.grad)
