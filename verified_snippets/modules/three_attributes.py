# %% setup
import torch
from torch import nn

# %% card
net = nn.Module()
net.a = nn.Parameter(torch.rand(2))
net.register_buffer("b", torch.rand(2))
net.c = torch.rand(2)

net.double()
print([n for n, _ in net.named_parameters()])
print(list(net.state_dict()))
print(net.a.dtype, net.b.dtype, net.c.dtype)
# %% output
# ['a']
# ['a', 'b']
# torch.float64 torch.float64 torch.float32
# %% check neither a buffer nor a plain tensor is a parameter
# > but not in `parameters()`.
# >
# > and is in neither of the two.
assert printed.splitlines()[0] == "['a']"
assert [p is net.a for p in net.parameters()] == [True]
# %% check buffers are saved and converted, plain tensors neither
# > `.double()` and `.to()` change a float32 `nn.Parameter` of the
# > module; it is in `parameters()` and in `state_dict()`. They
# > change a float32 buffer too;
# >
# > A plain tensor attribute stays as it was and is in neither of
# > the two.
_, saved, dtypes = printed.splitlines()
assert saved == "['a', 'b']"
assert dtypes.split() == ["torch.float64"] * 2 + ["torch.float32"]
assert list(net.state_dict()) == ["a", "b"]
assert any(p is net.a for p in net.parameters())
assert net.a.dtype == net.b.dtype == torch.float64
assert net.c.dtype == torch.float32
# float32 held these values before, so rounding to it loses nothing
for tensor in (net.a, net.b):
    assert torch.equal(tensor, tensor.float().double())
assert net.a.shape == net.b.shape == net.c.shape == (2,)
net.to("meta")
assert net.a.is_meta and net.b.is_meta
assert not net.c.is_meta
# %% fact a buffer may stay out of the state_dict
# > it is in `state_dict()` by default,
module = nn.Module()
module.register_buffer("kept", torch.ones(2))
module.register_buffer("left", torch.ones(2), persistent=False)
assert list(module.state_dict()) == ["kept"]
# %% belied every buffer is saved
assert list(module.state_dict()) == ["kept", "left"]
# %% fact BatchNorm keeps its statistics in buffers
# > Keep what is learned as a Parameter. Keep a tensor that the
# > module needs but doesn't learn as a buffer, such as the running
# > mean of `nn.BatchNorm1d`.
norm = nn.BatchNorm1d(3)
learned = [name for name, _ in norm.named_parameters()]
assert learned == ["weight", "bias"]
assert "running_mean" in dict(norm.named_buffers())
norm(torch.full((4, 3), 5.0))
assert norm.running_mean.tolist() == [0.5, 0.5, 0.5]
# %% belied whatever changes in training is a parameter
assert "running_mean" in learned
# %% fact an integer tensor moves, but is not converted
# > An integer buffer moves too, but `.double()` doesn't convert it.
counter = nn.Module()
counter.register_buffer("steps", torch.zeros(1, dtype=torch.int64))
kept = counter.double().steps.dtype
assert kept == torch.int64
assert counter.to("meta").steps.is_meta
# %% belied double() makes everything float64
assert kept == torch.float64
# %% wrong a buffer is a kind of parameter
net = nn.Module()
net.a = nn.Parameter(torch.rand(2))
net.b = nn.Parameter(torch.rand(2))
net.c = torch.rand(2)

net.double()
print([n for n, _ in net.named_parameters()])
print(list(net.state_dict()))
print(net.a.dtype, net.b.dtype, net.c.dtype)
# %% wrong every tensor attribute is saved and moved
net = nn.Module()
net.a = nn.Parameter(torch.rand(2))
net.register_buffer("b", torch.rand(2))
net.register_buffer("c", torch.rand(2))

net.double()
print([n for n, _ in net.named_parameters()])
print(list(net.state_dict()))
print(net.a.dtype, net.b.dtype, net.c.dtype)
