# %% setup
import torch


# %% card
def second_derivative(f, x):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    (curvature,) = torch.autograd.grad(slope.sum(), x)
    return curvature


# %% check it differentiates the derivative, by f's argument alone
x = torch.linspace(-2, 2, 5)
for f, expected in (
    (torch.sin, -x.sin()),
    (lambda x: x**3, 6 * x),
    (lambda t: x * t**2, 2 * x),
):
    torch.testing.assert_close(second_derivative(f, x), expected)


# %% wrong a second backward() gives the second derivative
def second_derivative(f, x):
    x = x.detach().requires_grad_()
    y = f(x).sum()
    y.backward(retain_graph=True)
    y.backward()
    return x.grad
