# %% setup
import torch

# %% card
x = torch.tensor(3.0, requires_grad=True)
y = x**2
print(y.grad_fn.name(), x.grad)
y.backward()
print(x.grad.item())
# %% output
# PowBackward0 None
# 6.0
# %% check the forward pass records a node and computes no gradient
assert printed.split("\n")[0] == "PowBackward0 None"
assert x.grad.item() == 6.0
# %% wrong the gradient is there after the forward pass
x = torch.tensor(3.0, requires_grad=True)
y = x**2
y.backward()
print(y.grad_fn.name(), x.grad)
print(x.grad.item())
