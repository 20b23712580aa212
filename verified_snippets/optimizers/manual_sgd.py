# %% setup
import warnings

import torch

# %% card
w = torch.tensor([1.0, 2.0], requires_grad=True)
w.square().sum().backward()
with torch.no_grad():
    w -= 0.25 * w.grad
# %% check the step is taken and w is still a leaf to train
# > Take the step under `torch.no_grad()`: then it isn't recorded,
# > and `w` stays a leaf.
assert error is None, "the step raises an error"
assert torch.is_grad_enabled(), "autograd is still switched off"
assert w.is_leaf and w.grad_fn is None, "w is no leaf any more"
assert w.requires_grad, "w does not require grad any more"
torch.testing.assert_close(
    w.detach(), torch.tensor([0.5, 1.0]), rtol=1e-5, atol=1e-6
)
# %% fact in-place writes to a leaf are refused while recorded
# > While it records, autograd refuses in-place writes to a leaf
# > that requires grad.
writes = (
    lambda t: t.sub_(1),
    lambda t: t.zero_(),
    lambda t: t.__setitem__(0, 1.0),
    lambda t: t.view(2).mul_(2),
)
leaf = torch.ones(2, requires_grad=True)
refused = []
for write in writes:
    try:
        write(leaf)
    except RuntimeError as slip:
        refused.append("leaf Variable" in str(slip))
assert refused == [True] * 4 and leaf.tolist() == [1.0, 1.0]
with torch.no_grad():
    for write in writes:
        write(leaf)
writes[0](2 * leaf)
writes[0](torch.ones(2))
assert leaf.tolist() == [2.0, 0.0]
# %% belied only a write that needs old values is refused
assert refused[1:3] == [False, False]
# %% fact a new tensor of the same name is no leaf
# > `w = w - 0.25 * w.grad` raises nothing, but binds `w` to a
# > non-leaf tensor, whose `.grad` stays `None`.
leaf = torch.tensor([1.0, 2.0], requires_grad=True)
leaf.square().sum().backward()
w = leaf - 0.25 * leaf.grad
w.square().sum().backward()
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "The .grad attribute")
    gradient = w.grad
assert w.requires_grad and not w.is_leaf and gradient is None
# %% belied the next backward() fills its `.grad`
assert gradient is not None
# %% also through a detached view of the same memory
w = torch.tensor([1.0, 2.0], requires_grad=True)
w.square().sum().backward()
w.detach().sub_(0.25 * w.grad)
# %% also an optimizer
w = torch.tensor([1.0, 2.0], requires_grad=True)
w.square().sum().backward()
torch.optim.SGD([w], lr=0.25).step()
# %% also a new leaf
w = torch.tensor([1.0, 2.0], requires_grad=True)
w.square().sum().backward()
w = (w - 0.25 * w.grad).detach().requires_grad_()
# %% wrong a leaf may be updated in place at any time
w = torch.tensor([1.0, 2.0], requires_grad=True)
w.square().sum().backward()
w -= 0.25 * w.grad  # raises RuntimeError
# %% wrong w = w - step leaves w a leaf
w = torch.tensor([1.0, 2.0], requires_grad=True)
w.square().sum().backward()
w = w - 0.25 * w.grad
# %% wrong under no_grad() w = w - step leaves w to be trained
w = torch.tensor([1.0, 2.0], requires_grad=True)
w.square().sum().backward()
with torch.no_grad():
    w = w - 0.25 * w.grad
