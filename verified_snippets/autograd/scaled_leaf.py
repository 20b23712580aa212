# %% setup
import torch

from verified_snippets.kit import device

# %% card
w = (0.1 * torch.randn(3, device=device)).requires_grad_()
loss = w.square().sum()
loss.backward()
# %% check w is a leaf and gets its gradient
assert w.is_leaf
torch.testing.assert_close(w.grad, 2 * w.detach())
# %% wrong scaling a leaf leaves it a leaf
w = 0.1 * torch.randn(3, device=device, requires_grad=True)
loss = w.square().sum()
loss.backward()
