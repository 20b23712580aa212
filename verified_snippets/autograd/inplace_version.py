# /// snippet
# [equivalent]
# "x = *: ones -> zeros" = "any values show it"
# "*: sum -> mean" = "the error comes before any gradient"
# "x = torch.ones(3*: 3 -> 4" = "any size shows it"
# "y.add_(1): 1 -> 2" = "any change advances the version"
# ///
# %% setup
import torch

# %% card
x = torch.ones(3, requires_grad=True)
y = x.exp()
y.add_(1)
y.sum().backward()
# %% raises RuntimeError
# ... has been modified by an inplace operation
# %% check autograd notices that a saved tensor was changed
assert "inplace operation" in str(error)
assert x.grad is None
# %% wrong every in-place change breaks backward()
x = torch.ones(3, requires_grad=True)
y = 2 * x
y.add_(1)
y.sum().backward()
