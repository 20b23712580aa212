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
# > The chain rule multiplies it by the inner one: ∂w/∂x = 24·y = 96
# > and ∂w/∂y = 24·x = 72.
assert printed.split() == ["96.0", "72.0"]
assert w.item() == 12.0**2 + 10
assert (x.grad.item(), y.grad.item()) == (24.0 * 4.0, 24.0 * 3.0)


# %% fact 24 is the derivative by the product alone
# > With p = xy = 12 the outer derivative is 2p = 24.
# >
# > Answering 24 and 24 forgets the inner derivative.
p = torch.tensor(3.0 * 4.0, requires_grad=True)
(p**2 + 10).backward()
assert p.item() == 12.0 and p.grad.item() == 24.0
# %% belied the constant adds to the derivative
assert p.grad.item() == 24.0 + 10.0
# %% wrong the derivative of a square is twice its base, and no more
x = torch.tensor(3.0, requires_grad=True)
y = torch.tensor(4.0, requires_grad=True)
product = (x * y).detach().requires_grad_()
w = product**2 + 10
w.backward()
x.grad = y.grad = product.grad
print(x.grad.item(), y.grad.item())
