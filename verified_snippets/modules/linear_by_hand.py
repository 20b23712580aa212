# %% setup
import torch
import torch.nn.functional as F


# %% card
def linear(x, weight, bias):
    return x @ weight.T + bias


# %% check it agrees with F.linear, for any leading dimensions
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
