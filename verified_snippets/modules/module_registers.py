# %% setup
import torch
from torch import nn

# %% card
net = nn.Module()
net.scale = nn.Parameter(torch.ones(1))
net.layer = nn.Linear(2, 2, bias=False)
net.register_buffer("steps", torch.zeros(1))
net.note = "not registered"
net.extra = [nn.Linear(2, 2)]

print("parameters", [n for n, _ in net.named_parameters()])
print("children", [n for n, _ in net.named_children()])
print("buffers", [n for n, _ in net.named_buffers()])
# %% output
# parameters ['scale', 'layer.weight']
# children ['layer']
# buffers ['steps']
# %% check assigned parameters are registered, with children's own
names = [name for name, _ in net.named_parameters()]
assert names == ["scale", "layer.weight"]
assert [p.shape for p in net.parameters()] == [(1,), (2, 2)]
# %% check only an assigned module becomes a child
assert [name for name, _ in net.named_children()] == ["layer"]
assert net.note == "not registered"
hidden = net.extra[0]
net.double().eval()
assert hidden.training and hidden.weight.dtype == torch.float32
assert hidden(torch.ones(1, 2)).shape == (1, 2)
# %% check buffers are kept apart from parameters
assert [name for name, _ in net.named_buffers()] == ["steps"]
assert net.steps.tolist() == [0.0]
# %% wrong a list of layers is registered as children
net = nn.Module()
net.scale = nn.Parameter(torch.ones(1))
net.layer = nn.Linear(2, 2, bias=False)
net.register_buffer("steps", torch.zeros(1))
net.note = "not registered"
net.extra = nn.ModuleList([nn.ReLU()])
# %% wrong any tensor that requires grad is registered
net = nn.Module()
net.scale = torch.ones(1, requires_grad=True)
net.layer = nn.Linear(2, 2, bias=False)
net.register_buffer("steps", torch.zeros(1))
net.note = "not registered"
net.extra = [nn.Linear(2, 2)]
# %% wrong a tensor is a buffer as soon as it is assigned
net = nn.Module()
net.scale = nn.Parameter(torch.ones(1))
net.layer = nn.Linear(2, 2, bias=False)
net.steps = torch.zeros(1)
net.note = "not registered"
net.extra = [nn.Linear(2, 2)]
