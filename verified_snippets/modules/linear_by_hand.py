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
            linear(x, weight, bias), expected
        )


# %% wrong the weight is stored as (in, out)
def linear(x, weight, bias):
    return x @ weight + bias


# %% wrong the bias is added to the input
def linear(x, weight, bias):
    return (x + bias) @ weight.T
