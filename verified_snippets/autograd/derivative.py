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


# %% check it returns the exact derivative at every element
# > since `f` works element by element, each still gets its own
# > derivative.
for shape in [(), (5,), (2, 3)]:
    x = torch.randn(shape, dtype=torch.float64)
    try:
        slope = derivative(lambda t: t * t.abs(), x)
    except RuntimeError as slip:
        raise AssertionError(f"it raises: {slip}") from slip
    assert isinstance(slope, torch.Tensor), "it is no tensor"
    assert slope.shape == shape, "it has another shape than x"
    torch.testing.assert_close(
        slope.detach(), 2 * x.abs(), rtol=1e-7, atol=1e-9
    )
for dtype in (torch.float32, torch.float64):
    x = torch.tensor([1e-8, 2e-8], dtype=dtype)
    slope = derivative(lambda t: torch.sin(1e8 * t), x)
    assert isinstance(slope, torch.Tensor), "it is no tensor"
    assert slope.dtype is dtype, "it has another dtype than x"
    expected = 1e8 * torch.tensor([1.0, 2.0], dtype=dtype).cos()
    torch.testing.assert_close(
        slope.detach(), expected, rtol=1e-5, atol=1e-6
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
x.grad = torch.tensor([7.0, 7.0])
derivative(torch.sin, x)
assert x.grad is not None, "the .grad of x was cleared"
assert x.grad.tolist() == [7.0, 7.0], "the .grad of x was changed"
assert x.requires_grad, "x lost its requires_grad"

# %% fact grad() returns, backward() fills
# > `torch.autograd.grad` returns the gradients of the inputs you
# > name, here as a tuple, and fills no leaf's `.grad`. A plain
# > `backward()` would also fill that of every other leaf in `f`
# > that requires grad.
a = torch.tensor([2.0, 3.0], requires_grad=True)
scale, shift = (
    torch.tensor(n, requires_grad=True) for n in (5.0, 1.0)
)
gradients = torch.autograd.grad(
    (scale * a + shift).sum(), [a, scale]
)
alone = torch.autograd.grad((scale * a).sum(), a)
assert type(gradients) is type(alone) is tuple
assert [g.tolist() for g in gradients] == [[5.0, 5.0], 5.0]
unfilled = [t.grad for t in (a, scale, shift)]
assert unfilled == [None, None, None]
(scale * a + shift).sum().backward()
assert (scale.grad.item(), shift.grad.item()) == (5.0, 2.0)
# %% belied backward() fills the gradient of `x` alone
assert scale.grad is None and shift.grad is None


# %% fact one element, or the weights of several
# > Without `grad_outputs`, `grad` takes only outputs of one
# > element, hence the sum;
a = torch.tensor([2.0, 3.0], requires_grad=True)
try:
    torch.autograd.grad(5 * a, a)
    message = ""
except RuntimeError as slip:
    message = str(slip)
assert "only for scalar outputs" in message
(weighted,) = torch.autograd.grad(
    5 * a, a, grad_outputs=torch.ones(2)
)
(summed,) = torch.autograd.grad((5 * a).sum(), a)
(listed,) = torch.autograd.grad(list(5 * a), a)
assert weighted.tolist() == summed.tolist() == [5.0, 5.0]
assert listed.tolist() == [5.0, 5.0]
# %% belied grad() takes a tensor of any shape
assert message == ""


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
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)


# %% wrong float64 makes a difference exact
def derivative(f, x):
    h, y = 1e-5, x.double()
    return ((f(y + h) - f(y - h)) / (2 * h)).to(x.dtype)


# %% wrong a complex step is exact for every operation
def derivative(f, x):
    h = 1e-20
    return f(x.detach() + 1j * h).imag / h


# %% wrong a derivative may be of any dtype
def derivative(f, x):
    x = x.detach().double().requires_grad_()
    (slope,) = torch.autograd.grad(f(x).sum(), x)
    return slope


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
