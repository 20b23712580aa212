# %% setup
import torch
from torch import nn


# %% card
class Gain(nn.Module):
    def __init__(self):
        super().__init__()
        start = torch.ones(3) * 0.01
        self.gain = nn.Parameter(start)

    def forward(self, x):
        return x * self.gain


# %% check the gain is registered, and a leaf that gets a gradient
module = Gain()
assert [name for name, _ in module.named_parameters()] == ["gain"]
start = torch.full((3,), 0.01)
assert torch.equal(module.gain, start)
for total in (5.0, 10.0):
    module(torch.full((3,), 5.0)).sum().backward()
    assert module.gain.grad.tolist() == [total] * 3
product = nn.Parameter(torch.ones(3)) * 0.01
assert type(product) is torch.Tensor
assert not product.is_leaf
product.sum().backward()
try:
    product.sum().backward()
except RuntimeError as second:
    assert "a second time" in str(second)
else:
    raise AssertionError("the product's graph is still there")


# %% wrong a Parameter times a number is a Parameter
class Gain(nn.Module):
    def __init__(self):
        super().__init__()
        start = torch.ones(3)
        self.gain = nn.Parameter(start) * 0.01

    def forward(self, x):
        return x * self.gain
