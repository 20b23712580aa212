# %% setup
import torch
from torch import nn


# %% card
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Parameter(torch.ones(2))
        self.register_buffer("b", torch.ones(2))
        self.c = torch.ones(2)


net = Net().double()
print([name for name, _ in net.named_parameters()])
print(list(net.state_dict()))
print(net.a.dtype, net.b.dtype, net.c.dtype)
# %% output
# ['a']
# ['a', 'b']
# torch.float64 torch.float64 torch.float32
# %% check neither a buffer nor a plain tensor is a parameter
assert [name for name, _ in net.named_parameters()] == ["a"]
# %% check buffers are saved and converted, plain tensors neither
assert list(net.state_dict()) == ["a", "b"]
assert net.b.dtype == torch.float64
assert net.c.dtype == torch.float32
for tensor in (net.a, net.b, net.c):
    assert tensor.tolist() == [1.0, 1.0]
steps = torch.zeros(1, dtype=torch.int64)
net.register_buffer("steps", steps)
assert net.double().steps.dtype == torch.int64


# %% wrong a buffer is a kind of parameter
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Parameter(torch.ones(2))
        self.b = nn.Parameter(torch.ones(2))
        self.c = torch.ones(2)


net = Net().double()


# %% wrong every tensor attribute is saved and moved
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Parameter(torch.ones(2))
        self.register_buffer("b", torch.ones(2))
        self.register_buffer("c", torch.ones(2))


net = Net().double()
