# %% setup
import torch

# %% card
x = torch.tensor(3.0, requires_grad=True)
y = torch.tensor(4.0, requires_grad=True)
w = (x * y) ** 2 + 10
w.backward()
print(x.grad.item(), y.grad.item())
# %% output
# 96.0 72.0
# %% check the inner derivatives are multiplied in
assert w.item() == 12.0**2 + 10
assert (x.grad.item(), y.grad.item()) == (96.0, 72.0)
# %% wrong the derivative of a square is twice its base, and no more
x = torch.tensor(3.0, requires_grad=True)
y = torch.tensor(4.0, requires_grad=True)
product = (x * y).detach().requires_grad_()
w = product**2 + 10
w.backward()
x.grad = y.grad = product.grad
print(x.grad.item(), y.grad.item())
