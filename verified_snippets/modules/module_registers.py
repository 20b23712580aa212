# %% setup
import copy

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
# %% check the assigned Parameter and the assigned layer are found
# > Three kinds: parameters and submodules, when you assign an
# > `nn.Parameter` or an `nn.Module` as an attribute,
found = {n: p.tolist() for n, p in net.named_parameters()}
assert found.get("scale") == [1.0]
assert [len(row) for row in found.get("layer.weight", [])] == [2, 2]
assert "layer.bias" not in found
assert "layer" in dict(net.named_children())
# %% check the buffer is registered, and apart from parameters
# > and buffers, through `register_buffer()`
assert [name for name, _ in net.named_buffers()] == ["steps"]
assert net.steps.tolist() == [0.0]
assert "steps" not in dict(net.named_parameters())
# %% check what is not registered stays behind
# > Whatever else you assign under a new name is an ordinary
# > attribute. The layer in the list `extra` computes, but it isn't
# > in `parameters()` or `state_dict()`, `.to()` doesn't move it and
# > `eval()` doesn't reach it.
assert net.note == "not registered"
assert {"note", "extra"} <= vars(net).keys()
assert net.extra[0](torch.ones(1, 2)).shape == (1, 2)
names = [*dict(net.named_parameters()), *net.state_dict()]
assert names and not any(n.startswith("extra") for n in names)
moved = copy.deepcopy(net).eval().to("meta")
assert moved.layer.weight.is_meta and not moved.layer.training
hidden = moved.extra[0]
assert not hidden.weight.is_meta and hidden.training
# %% fact an assigned Buffer is registered too
# > or by assigning an `nn.Buffer`.
owner = nn.Module()
owner.steps = nn.Buffer(torch.zeros(1))
owner.plain = torch.zeros(1)
assert [name for name, _ in owner.named_buffers()] == ["steps"]
# %% belied any assigned tensor is a buffer
assert len(list(owner.buffers())) == 2
# %% fact a tensor under a buffer's name is a buffer
# > under a new name
owner = nn.Module()
owner.register_buffer("steps", torch.zeros(1))
owner.steps = torch.ones(1)
owner.plain = torch.ones(1)
assert {n: b.item() for n, b in owner.named_buffers()} == {
    "steps": 1
}
assert "plain" in vars(owner) and "steps" not in vars(owner)
# %% belied the assignment puts a plain attribute in its place
assert "steps" in vars(owner)
# %% wrong a list of layers is registered as children
net = nn.Module()
net.scale = nn.Parameter(torch.ones(1))
net.layer = nn.Linear(2, 2, bias=False)
net.register_buffer("steps", torch.zeros(1))
net.note = "not registered"
net.extra = nn.ModuleList([nn.Linear(2, 2)])
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
