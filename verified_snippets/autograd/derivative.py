# %% setup
import torch


# %% card
def derivative(f, x):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x).sum(), x)
    return slope


# %% check it returns the derivative at every element
x = torch.linspace(-2, 2, 5)
slope = derivative(torch.sin, x)
assert isinstance(slope, torch.Tensor)
torch.testing.assert_close(slope, x.cos())
# %% check it fills no .grad
scale = torch.tensor(3.0, requires_grad=True)
x = torch.ones(2)
derivative(lambda x: scale * x.square(), x)
assert scale.grad is None
assert x.grad is None and not x.requires_grad


# %% wrong autograd.grad returns the gradient itself
def derivative(f, x):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)


# %% wrong backward() leaves other tensors alone
def derivative(f, x):
    x = x.detach().requires_grad_()
    f(x).sum().backward()
    return x.grad
