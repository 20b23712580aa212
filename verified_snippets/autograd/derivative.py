# /// snippet
# [equivalent]
# "x = *: detach -> clone" = "the slope at a copy is the same"
# ///
# %% setup
import torch


# %% card
def derivative(f, x):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x).sum(), x)
    return slope


# %% check it returns the derivative at every element
for shape in [(), (5,), (2, 3)]:
    x = torch.randn(shape, dtype=torch.float64)
    slope = derivative(torch.sin, x)
    assert isinstance(slope, torch.Tensor), "it is no tensor"
    assert slope.shape == shape, "it has another shape than x"
    torch.testing.assert_close(
        slope.detach(), x.cos(), rtol=1e-7, atol=1e-9
    )
# %% check it fills no .grad and changes no requires_grad
scale = torch.tensor(3.0, requires_grad=True)
x = torch.ones(2)
derivative(lambda x: scale * x.square(), x)
assert scale.grad is None, "the .grad of a parameter was filled"
assert scale.requires_grad, "a parameter lost its requires_grad"
assert x.grad is None, "the .grad of x was filled"
assert not x.requires_grad, "x requires grad now"
x = torch.ones(2, requires_grad=True)
derivative(torch.sin, x)
assert x.grad is None, "the .grad of x was filled"
assert x.requires_grad, "x lost its requires_grad"


# %% also a transform of the function
def derivative(f, x):
    return torch.func.grad(lambda x: f(x).sum())(x)


# %% also the weights of the sum as grad_outputs
def derivative(f, x):
    x = x.clone().detach()
    x.requires_grad = True
    y = f(x)
    return torch.autograd.grad(y, [x], torch.ones_like(y))[0]


# %% wrong a small difference is the derivative
def derivative(f, x):
    return (f(x + 0.001) - f(x - 0.001)) / 0.002


# %% wrong autograd.grad returns the gradient itself
def derivative(f, x):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)


# %% wrong backward() leaves other tensors alone
def derivative(f, x):
    x = x.detach().requires_grad_()
    f(x).sum().backward()
    return x.grad


# %% wrong requires_grad_() leaves the caller's x alone
def derivative(f, x):
    x.requires_grad_()
    (slope,) = torch.autograd.grad(f(x).sum(), x)
    return slope
