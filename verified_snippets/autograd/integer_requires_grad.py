# /// snippet
# [equivalent]
# "x = torch.tensor(*: [12] -> [23]" = "any integers are refused"
# ///
# %% setup
import torch

from verified_snippets.kit import device

# %% card
x = torch.tensor([1, 2], device=device, requires_grad=True)
# %% raises RuntimeError
# Only Tensors of floating point and complex dtype
# can require gradients
# %% check integers cannot require grad
assert "floating point" in str(error)
# %% wrong integers are converted to float
x = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
