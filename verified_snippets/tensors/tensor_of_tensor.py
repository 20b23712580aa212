# /// snippet
# warns = ["UserWarning: To copy construct from a tensor"]
# ///
# %% setup
import torch

# %% card
x = torch.ones(2, requires_grad=True)
y = torch.tensor(2 * x)
print(y.requires_grad)
# %% output
# False
# %% check torch.tensor copies the values and drops the graph
assert y.tolist() == [2.0, 2.0]
assert (2 * x).requires_grad
assert not y.requires_grad and y.grad_fn is None
# %% wrong torch.tensor of a tensor stays in the graph
x = torch.ones(2, requires_grad=True)
y = (2 * x).clone()
print(y.requires_grad)
