# %% setup
import torch
import torch.nn.functional as F
from torch import nn


# %% card
def linear(x, weight, bias):
    return x @ weight.T + bias


# %% check it agrees with F.linear, for any leading dimensions
# > so the product needs its transpose.
double = {"dtype": torch.float64}
for outputs in (3, 2):
    weight = torch.randn(outputs, 3, **double)
    bias = torch.randn(outputs, **double)
    for shape in [(3,), (4, 3), (2, 5, 3)]:
        x = torch.randn(shape, **double)
        expected = F.linear(x, weight, bias)
        torch.testing.assert_close(
            linear(x, weight, bias), expected, rtol=1e-6, atol=1e-6
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


# %% also one output at a time
def linear(x, weight, bias):
    outputs = [
        (x * row).sum(-1) + b for row, b in zip(weight, bias)
    ]
    return torch.stack(outputs, dim=-1)


# %% wrong the weight is stored as (in, out)
def linear(x, weight, bias):
    return x @ weight + bias


# %% wrong the bias is added to the input
def linear(x, weight, bias):
    return (x + bias) @ weight.T


# %% wrong calling F.linear is writing it
def linear(x, weight, bias):
    return F.linear(x, weight, bias)
