# /// snippet
# [equivalent]
# "x = *: without .detach()" = "x may be used as it is"
# "x = *: detach -> clone" = "the slope at a copy is the same"
# ///
# %% setup
import torch


# %% card
def second_derivative(f, x):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    (curvature,) = torch.autograd.grad(slope.sum(), x)
    return curvature


# %% check it differentiates the derivative, by f's argument alone
# > `create_graph=True` records the first differentiation, so
# > `slope` can be differentiated in turn.
x = torch.linspace(-2, 2, 5, dtype=torch.float64)
a = torch.tensor(3.0)
for f, expected in (
    (torch.sin, -x.sin()),
    (lambda t: t**3, 6 * x),
    (lambda t: a * t**2, torch.full_like(x, 6)),
):
    try:
        found = second_derivative(f, x)
    except RuntimeError as slip:
        raise AssertionError("it raises an error") from slip
    assert found.shape == (5,), "it has another shape than x"
    torch.testing.assert_close(
        found.detach(), expected, rtol=1e-7, atol=1e-9
    )
for dtype in (torch.float32, torch.float64):
    x = torch.tensor([1e-8, 2e-8], dtype=dtype)
    try:
        found = second_derivative(lambda t: torch.sin(1e8 * t), x)
    except RuntimeError as slip:
        raise AssertionError("it raises an error") from slip
    assert found.dtype is dtype, "it has another dtype than x"
    expected = -1e16 * torch.tensor([1.0, 2.0], dtype=dtype).sin()
    torch.testing.assert_close(
        found.detach(), expected, rtol=1e-5, atol=1e-5
    )

# %% fact without create_graph the slope is a constant
# > Without it `slope` has no `grad_fn`, and the second call raises.
a = torch.tensor(2.0, requires_grad=True)
(slope,) = torch.autograd.grad(a**3, a)
assert slope.item() == 12.0 and slope.grad_fn is None
try:
    torch.autograd.grad(slope, a)
    message = ""
except RuntimeError as slip:
    message = str(slip)
assert "does not require grad" in message
# %% belied the second call finds the graph of `f`
assert message == ""
# %% fact backward() twice adds first derivatives
# > A second `backward()`, after one with `retain_graph=True`, is
# > something else: it adds the first derivative to `.grad` again.
a = torch.tensor(3.0, requires_grad=True)
b = a**3
b.backward(retain_graph=True)
assert a.grad.item() == 27.0
b.backward()
assert a.grad.item() == 2 * 27.0
# %% belied the second backward() gives the second derivative
assert a.grad.item() in (18.0, 27.0 + 18.0)


# %% also transforms of the function
def second_derivative(f, x):
    from torch.func import grad, vmap

    return vmap(grad(grad(f)))(x)


# %% also the diagonal of the Hessian
def second_derivative(f, x):
    def total(x):
        return f(x).sum()

    return torch.autograd.functional.hessian(total, x).diagonal()


# %% also a helper that is applied twice
def second_derivative(f, x):
    def derivative(f):
        def slope(x):
            y = f(x).sum()
            return torch.autograd.grad(y, x, create_graph=True)[0]

        return slope

    return derivative(derivative(f))(x.clone().requires_grad_())


# %% wrong a second backward() gives the second derivative
def second_derivative(f, x):
    x = x.detach().requires_grad_()
    y = f(x).sum()
    y.backward(retain_graph=True)
    y.backward()
    return x.grad


# %% wrong retain_graph=True records the derivative
def second_derivative(f, x):
    x = x.detach().requires_grad_()
    y = f(x).sum()
    (slope,) = torch.autograd.grad(y, x, retain_graph=True)
    (curvature,) = torch.autograd.grad(slope.sum(), x)
    return curvature


# %% wrong create_graph=True gives the second derivative
def second_derivative(f, x):
    x = x.detach().requires_grad_()
    y = f(x).sum()
    (slope,) = torch.autograd.grad(y, x, create_graph=True)
    return slope.detach()


# %% wrong a slope that requires grad again can be differentiated
def second_derivative(f, x):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x).sum(), x)
    slope.requires_grad_()
    return torch.autograd.grad(slope.sum(), slope)[0]


# %% wrong a difference of slopes is the second derivative
def second_derivative(f, x):
    def slope(x):
        x = x.detach().requires_grad_()
        return torch.autograd.grad(f(x).sum(), x)[0]

    h = 1e-2
    return (slope(x + h) - slope(x - h)) / (2 * h)


# %% wrong float64 makes a difference exact
def second_derivative(f, x):
    h, y = 1e-4, x.double()
    found = (f(y + h) - 2 * f(y) + f(y - h)) / h**2
    return found.to(x.dtype)
