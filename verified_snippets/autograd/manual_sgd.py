# %% setup
import torch

# %% card
w = torch.tensor([1.0, 2.0], requires_grad=True)
w.square().sum().backward()
with torch.no_grad():
    w -= 0.25 * w.grad
# %% check the step is taken and w is still a leaf to train
assert error is None
assert w.tolist() == [0.5, 1.0]
assert w.is_leaf and w.requires_grad
# %% wrong a leaf may be updated in place at any time
w = torch.tensor([1.0, 2.0], requires_grad=True)
w.square().sum().backward()
w -= 0.25 * w.grad  # raises RuntimeError
# %% wrong w = w - step leaves w a leaf
w = torch.tensor([1.0, 2.0], requires_grad=True)
w.square().sum().backward()
w = w - 0.25 * w.grad
