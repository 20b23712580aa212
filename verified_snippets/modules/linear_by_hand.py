# %% setup
import torch
import torch.nn.functional as F
from torch import nn


# %% card
def linear(x, weight, bias):
    return x @ weight.T + bias


# %% check it agrees with F.linear
# > so the product needs its transpose.
for outputs in (3, 2):
    x, weight = torch.randn(4, 3), torch.randn(outputs, 3)
    bias = torch.randn(outputs)
    expected = F.linear(x, weight, bias)
    torch.testing.assert_close(
        linear(x, weight, bias), expected, rtol=1e-4, atol=1e-4
    )
# %% check x may have any leading dimensions
for leading in [(), (1,), (2, 5)]:
    x, weight = torch.ones(*leading, 3), torch.ones(3, 3)
    try:
        shape = linear(x, weight, torch.ones(3)).shape
    except (RuntimeError, IndexError, ValueError):
        shape = None
    assert shape == (*leading, 3), (
        f"x of shape {(*leading, 3)} must give {(*leading, 3)}"
    )
# %% check gradients reach x, weight and bias
given = [torch.ones(4, 3), torch.ones(3, 3), torch.ones(3)]
for tensor in given:
    tensor.requires_grad_()
try:
    out = linear(*given)
except RuntimeError:
    out = torch.zeros(4, 3)
assert out.requires_grad, "no gradient can be computed"
out.sum().backward()
for tensor, slope in zip(given, [3.0, 4.0, 4.0]):
    assert tensor.grad is not None, "a tensor gets no gradient"
    expected = torch.full(tensor.shape, slope)
    torch.testing.assert_close(
        tensor.grad, expected, rtol=1e-5, atol=1e-5
    )
# %% fact the stored weight has one row for each output
# > `nn.Linear` stores the weight as `(outputs, inputs)`,
inputs, outputs = 3, 2
stored = nn.Linear(inputs, outputs).weight.shape
assert stored == (outputs, inputs)
# %% belied it is stored as it is multiplied
assert stored == (inputs, outputs)
# %% fact a square weight hides the missing transpose
# > With a square weight, `x @ weight` raises no error, but it
# > computes another map unless the weight is symmetric.
x = torch.eye(2)
weight = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
forgotten, right = x @ weight, F.linear(x, weight)
assert forgotten.tolist() == [[1.0, 2.0], [3.0, 4.0]]
assert right.tolist() == [[1.0, 3.0], [2.0, 4.0]]
weight[0, 1] = 3.0
assert torch.equal(weight, weight.T)
assert torch.equal(x @ weight, F.linear(x, weight))
# %% belied either product will do where both run
assert torch.equal(forgotten, right)
# %% check it calls nothing of torch.nn
from torch.overrides import TorchFunctionMode

called = []


class Calls(TorchFunctionMode):
    def __torch_function__(self, f, types, args=(), kwargs=None):
        called.append(str(getattr(f, "__module__", "")))
        return f(*args, **(kwargs or {}))


with Calls():
    linear(torch.ones(2, 3), torch.ones(3, 3), torch.ones(3))
of_nn = [
    f for f in called if f.startswith(("torch.nn", "torch._C._nn"))
]
assert not of_nn, "it calls a function of torch.nn"


# %% also Einstein's sum
def linear(x, weight, bias):
    return torch.einsum("...i,oi->...o", x, weight) + bias


# %% also products that are added up
def linear(x, weight, bias):
    return (x.unsqueeze(-2) * weight).sum(-1) + bias


# %% also one output at a time, written into zeros
def linear(x, weight, bias):
    result = torch.zeros(*x.shape[:-1], len(bias))
    for n, (row, b) in enumerate(zip(weight, bias)):
        result[..., n] = x @ row + b
    return result


# %% wrong the weight is stored as (in, out)
def linear(x, weight, bias):
    return x @ weight + bias


# %% wrong torch.mm multiplies whatever dimensions x has
def linear(x, weight, bias):
    return torch.mm(x, weight.T) + bias


# %% wrong squeeze() takes away only the dimension that was added
def linear(x, weight, bias):
    return (weight @ x.unsqueeze(-1)).squeeze() + bias


# %% wrong a computation by hand needs no gradients
def linear(x, weight, bias):
    with torch.no_grad():
        return x @ weight.T + bias


# %% wrong the bias is added to the input
def linear(x, weight, bias):
    return (x + bias) @ weight.T


# %% wrong calling F.linear is writing it
def linear(x, weight, bias):
    return F.linear(x, weight, bias)
