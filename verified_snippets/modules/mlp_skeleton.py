# %% setup
import torch
import torch.nn.functional as F
from torch import nn


# %% card
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.second(F.relu(self.first(x)))


# %% check two linear layers are registered, a ReLU between them
mlp = MLP(4, 8, 2)
assert type(mlp).forward is not nn.Module.forward, (
    "it defines no forward()"
)
named = {tuple(p.shape): p for p in mlp.parameters()}
assert sorted(named) == [(2,), (2, 8), (8,), (8, 4)], (
    "the parameters are not those of two layers with biases"
)
x = torch.randn(64, 4)
with torch.no_grad():
    for p in named.values():
        p.normal_()
    hidden = (x @ named[8, 4].T + named[8,]).clamp(min=0)
    expected = hidden @ named[2, 8].T + named[2,]
    for mode in (True, False):
        torch.testing.assert_close(
            mlp.train(mode)(x), expected, rtol=1e-4, atol=1e-4
        )
# %% check it keeps every dimension, those of size 1 too
for outputs in (2, 1):
    mlp = MLP(4, 8, outputs)
    for leading in [(), (1,), (5,), (2, 3)]:
        try:
            shape = mlp(torch.ones(*leading, 4)).shape
        except (IndexError, RuntimeError):
            shape = None
        assert shape == (*leading, outputs), (
            "it does not map (..., inputs) to (..., outputs)"
        )
# %% check gradients reach both layers and the input
# > You don't write `backward`: autograd derives it.
mlp, x = MLP(4, 8, 2), torch.randn(64, 4, requires_grad=True)
out = mlp(x)
assert out.requires_grad, "no gradient can be computed"
out.sum().backward()
for tensor in (x, *mlp.parameters()):
    assert tensor.grad is not None, "a tensor gets no gradient"


# %% fact assigning a layer registers it, once the call was made
# > Call `super().__init__()` before you assign the first layer.
# > Assigning a layer as an attribute registers it; a plain list of
# > layers does not.
class Late(nn.Module):
    def __init__(self):
        self.first = nn.Linear(4, 8)
        super().__init__()


class Kept(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 8)
        self.rest = [nn.Linear(8, 2)]


try:
    late = Late()
except AttributeError:
    late = None
assert late is None
shapes = [tuple(p.shape) for p in Kept().parameters()]
assert shapes == [(8, 4), (8,)]


# %% belied a list of layers is registered too
assert len(shapes) == 4


# %% fact two linear layers in a row are one affine map
# > Without the ReLU, the two layers would compute one affine map.
first, second = nn.Linear(4, 8).double(), nn.Linear(8, 2).double()
x = torch.randn(5, 4, dtype=torch.float64)
weight = second.weight @ first.weight
bias = second.weight @ first.bias + second.bias
stacked, single = second(first(x)), F.linear(x, weight, bias)
torch.testing.assert_close(stacked, single, rtol=1e-9, atol=1e-9)


# %% belied the hidden layer makes them more than one map
assert (stacked - single).abs().max() > 1e-3


# %% fact autograd derives the gradients of a forward
# > You don't write `backward`: autograd derives it.
class Square(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(3.0))

    def forward(self, x):
        return x * self.w**2


square = Square()
square(torch.tensor(5.0)).backward()
assert square.w.grad.item() == 30.0


# %% belied a module without a backward of its own has no gradient
assert square.w.grad is None


# %% also a container in the module
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(inputs, hidden),
            nn.ReLU(),
            nn.Linear(hidden, outputs),
        )

    def forward(self, x):
        return self.layers(x)


# %% also it is a container
class MLP(nn.Sequential):
    def __init__(self, inputs, hidden, outputs):
        first = nn.Linear(inputs, hidden)
        second = nn.Linear(hidden, outputs)
        super().__init__(first, nn.ReLU(inplace=True), second)


# %% also layers in a list, the ReLU a maximum
class MLP(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        pairs = zip(sizes, sizes[1:])
        self.layers = nn.ModuleList(
            nn.Linear(*pair) for pair in pairs
        )

    def forward(self, x):
        first, second = self.layers
        hidden = first(x)
        return second(
            torch.maximum(hidden, torch.zeros_like(hidden))
        )


# %% wrong layers may be made in forward
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.sizes = inputs, hidden, outputs

    def forward(self, x):
        inputs, hidden, outputs = self.sizes
        first = nn.Linear(inputs, hidden, device=x.device)
        second = nn.Linear(hidden, outputs, device=x.device)
        return second(F.relu(first(x)))


# %% wrong calling a module needs a `__call__` in its class
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def __call__(self, x):
        return self.second(F.relu(self.first(x)))


# %% wrong two linear layers need nothing between them
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.second(self.first(x))


# %% wrong the batch is flattened first
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.inputs = inputs
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        x = x.reshape(-1, self.inputs)
        return self.second(F.relu(self.first(x)))


# %% wrong squeeze() at the end does no harm
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.second(F.relu(self.first(x))).squeeze()


# %% wrong each layer trains by itself
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.second(F.relu(self.first(x)).detach())


# %% wrong the ReLU comes last
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        return F.relu(self.second(F.relu(self.first(x))))


# %% wrong the ReLU comes first
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.second(self.first(F.relu(x)))


# %% wrong any nonlinearity will do
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.second(torch.tanh(self.first(x)))


# %% wrong a network ends in softmax
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        hidden = F.relu(self.first(x))
        return self.second(hidden).softmax(dim=-1)


# %% wrong softmax belongs to evaluation mode
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        out = self.second(F.relu(self.first(x)))
        return out if self.training else out.softmax(dim=-1)


# %% wrong dropout does no harm
class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.second(F.dropout(F.relu(self.first(x))))
