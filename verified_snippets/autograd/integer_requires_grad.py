# /// snippet
# [equivalent]
# "x = torch.tensor(*: [12] -> [23]" = "any integers are refused"
# ///
# %% setup
import torch

# %% card
x = torch.tensor([1, 2], requires_grad=True)
# %% raises RuntimeError
# Only Tensors of floating point and complex dtype
# can require gradients
# %% check integers cannot require grad
assert "floating point" in str(error)
# %% wrong integers are converted to float
x = torch.tensor([1.0, 2.0], requires_grad=True)
