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
# > Compute the start value first and wrap it last.
module = Gain()
names = [name for name, _ in module.named_parameters()]
assert names == ["gain"], "parameters() must hold gain alone"
assert module.gain.shape == (3,), "gain must hold three numbers"
x = torch.full((3,), 5.0)
torch.testing.assert_close(
    module(x).detach(), torch.full((3,), 0.05), rtol=1e-5, atol=1e-6
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
# %% fact the product is a Tensor that no module registers
# > A Parameter times a number is a plain Tensor, which the module
# > doesn't register.
factor = nn.Parameter(torch.ones(3))
product = factor * 0.01
assert isinstance(product, torch.Tensor)
assert not isinstance(product, nn.Parameter)
owner = nn.Module()
owner.gain = product
assert not list(owner.parameters())
owner.gain = factor
assert len(list(owner.parameters())) == 1
# %% belied the product is a Parameter as well
assert isinstance(product, nn.Parameter)
# %% fact a Parameter that is copied to a device is one no more
# > The same trap: `nn.Parameter(start).to(device)` is a plain
# > Tensor when it has to copy.
start, device = torch.ones(3), torch.device("meta")
copied = nn.Parameter(start).to(device)
assert type(copied) is torch.Tensor and copied.device == device
stayed = nn.Parameter(start).to(start.device)
assert isinstance(stayed, nn.Parameter)
# %% belied a Parameter that is moved stays a Parameter
assert isinstance(copied, nn.Parameter)


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


# %% wrong one number does for three that start out equal
class Gain(nn.Module):
    def __init__(self):
        super().__init__()
        self.gain = nn.Parameter(torch.tensor(0.01))

    def forward(self, x):
        return x * self.gain
