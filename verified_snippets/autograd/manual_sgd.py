# %% setup
import torch

# %% card
w = torch.tensor([1.0, 2.0], requires_grad=True)
w.square().sum().backward()
with torch.no_grad():
    w -= 0.25 * w.grad
# %% check the step is taken and w is still a leaf to train
assert error is None, "the step raises an error"
assert w.is_leaf, "w is no leaf any more"
assert w.requires_grad, "w does not require grad any more"
torch.testing.assert_close(
    w.detach(), torch.tensor([0.5, 1.0]), rtol=1e-5, atol=1e-6
)
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
