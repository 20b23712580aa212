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
names = [name for name, _ in module.named_parameters()]
assert names == ["gain"], "parameters() must hold gain alone"
x = torch.full((3,), 5.0)
torch.testing.assert_close(
    module(x).detach(), 0.01 * x, rtol=1e-5, atol=1e-6
)
gradients = []
for _ in range(2):
    module(x).sum().backward()
    assert module.gain.grad is not None, "gain gets no gradient"
    gradients.append(module.gain.grad.clone())
assert gradients[0].all(), "gain gets no gradient"
torch.testing.assert_close(
    gradients[1], 2 * gradients[0], rtol=1e-5, atol=1e-6
)
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


# %% also the value is filled in
class Gain(nn.Module):
    def __init__(self):
        super().__init__()
        self.gain = nn.Parameter(torch.empty(3))
        nn.init.constant_(self.gain, 0.01)

    def forward(self, x):
        return x * self.gain


# %% also the factor stays in forward()
class Gain(nn.Module):
    def __init__(self):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(3))

    def forward(self, x):
        return x * (0.01 * self.gain)


# %% also a Parameter is scaled in place
class Gain(nn.Module):
    def __init__(self):
        super().__init__()
        gain = nn.Parameter(torch.ones(3))
        with torch.no_grad():
            gain *= 0.01
        self.register_parameter("gain", gain)

    def forward(self, x):
        return x * self.gain


# %% wrong a Parameter times a number is a Parameter
class Gain(nn.Module):
    def __init__(self):
        super().__init__()
        start = torch.ones(3)
        self.gain = nn.Parameter(start) * 0.01

    def forward(self, x):
        return x * self.gain


# %% wrong requires_grad_() makes a Parameter of the product
class Gain(nn.Module):
    def __init__(self):
        super().__init__()
        start = torch.ones(3)
        self.gain = (nn.Parameter(start) * 0.01).requires_grad_()

    def forward(self, x):
        return x * self.gain


# %% wrong a leaf is a Parameter
class Gain(nn.Module):
    def __init__(self):
        super().__init__()
        product = nn.Parameter(torch.ones(3)) * 0.01
        self.gain = product.detach().requires_grad_()

    def forward(self, x):
        return x * self.gain
