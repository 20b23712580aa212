# /// snippet
# warns = ['not a leaf Tensor is being accessed']
# ///
# %% setup
import torch

# %% card
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x
z = y.square()
z.backward()
print(x.grad.item(), y.grad)
# %% output
# 36.0 None
# %% check only the leaf keeps its gradient
assert x.grad.item() == 36.0
assert y.grad is None
# %% wrong every tensor that requires grad keeps its gradient
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x
y.retain_grad()
z = y.square()
z.backward()
print(x.grad.item(), y.grad)
