# /// snippet
# [equivalent]
# "y.backward(): y -> x" = "x has three elements too"
# ///
# %% setup
import torch

# %% card
x = torch.ones(3, requires_grad=True)
y = 2 * x
y.backward()
# %% raises RuntimeError
# grad can be implicitly created only for scalar outputs
# %% check backward() without argument wants one element
assert "scalar" in str(error)
assert x.grad is None
assert y.tolist() == [2.0, 2.0, 2.0]
y.sum().backward()
assert x.grad.tolist() == [2.0, 2.0, 2.0]
# %% wrong backward() sums the elements by itself
x = torch.ones(3, requires_grad=True)
y = 2 * x
y.sum().backward()
