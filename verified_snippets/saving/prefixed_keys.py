# %% setup
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.submodule = nn.Linear(1, 1)
        self.out = nn.Linear(1, 1)

    def forward(self, x):
        return self.out(self.submodule(x))


numbers = {
    "out.weight": 1.5,
    "out.bias": 0.5,
    "submodule.weight": -2.5,
    "submodule.bias": 3.5,
}
checkpoint = {
    f"module.{name}": torch.full((1, 1) if "w" in name else (1,), x)
    for name, x in numbers.items()
}
model = Net()
# %% card
state = {
    name.removeprefix("module."): tensor
    for name, tensor in checkpoint.items()
}
model.load_state_dict(state)
# %% check the weights under DataParallel's names are loaded
# > Strip it,
net = model.module if hasattr(model, "module") else model
assert isinstance(net, Net), "model is another model"
loaded = {name: x.item() for name, x in net.state_dict().items()}
assert loaded == {
    "submodule.weight": -2.5,
    "submodule.bias": 3.5,
    "out.weight": 1.5,
    "out.bias": 0.5,
}, "the weights of the checkpoint were not loaded"
x = torch.ones(2, 1)
assert net(x).tolist() == [[2.0], [2.0]]
# %% fact with strict=False nothing was loaded
# > `strict=False` ignored every key: nothing was loaded, and the
# > model kept its random weights.
net = nn.Linear(2, 1)
before = net.weight.detach().clone()
prefixed = {
    f"module.{k}": t + 1 for k, t in net.state_dict().items()
}
result = net.load_state_dict(prefixed, strict=False)
assert result.unexpected_keys == ["module.weight", "module.bias"]
assert result.missing_keys == ["weight", "bias"]
assert torch.equal(net.weight, before)
# %% belied the names are matched without the prefix
assert torch.equal(net.weight, before + 1)
# %% fact DataParallel has the model as its attribute module
# > `DataParallel` keeps the model as its attribute `module`, which
# > becomes the prefix of every name.
# >
# > or save `wrapped.module.state_dict()` in the first place.
net = nn.Linear(2, 1)
wrapped = nn.DataParallel(net)
assert wrapped.module is net
assert list(wrapped.state_dict()) == [
    "module.weight",
    "module.bias",
]
assert list(wrapped.module.state_dict()) == ["weight", "bias"]
# %% belied the wrapper keeps the names
assert list(wrapped.state_dict()) == list(net.state_dict())
# %% also the function that torch has for it
strip = (
    torch.nn.modules.utils.consume_prefix_in_state_dict_if_present
)
strip(checkpoint, "module.")
model.load_state_dict(checkpoint)
# %% also the model is wrapped as it was
nn.ModuleDict({"module": model}).load_state_dict(checkpoint)
# %% also tensor by tensor
with torch.no_grad():
    for name, parameter in model.named_parameters():
        parameter.copy_(checkpoint[f"module.{name}"])
# %% also the model becomes a DataParallel model too
model = nn.DataParallel(model)
model.load_state_dict(checkpoint)
# %% wrong strict=False sees that the names mean the same
model.load_state_dict(checkpoint, strict=False)
# %% wrong it is enough to cut off the word, not the dot
state = {
    name.removeprefix("module"): tensor
    for name, tensor in checkpoint.items()
}
model.load_state_dict(state, strict=False)
# %% wrong assign=True goes by the shapes
model.load_state_dict(checkpoint, strict=False, assign=True)
# %% wrong lstrip() removes a prefix
state = {
    name.lstrip("module."): tensor
    for name, tensor in checkpoint.items()
}
model.load_state_dict(state, strict=False)
# %% wrong the last part of a name is enough
state = {
    name.split(".")[-1]: tensor
    for name, tensor in checkpoint.items()
}
model.load_state_dict(state, strict=False)
# %% wrong "module." stands in a name only once
state = {
    name.replace("module.", ""): tensor
    for name, tensor in checkpoint.items()
}
model.load_state_dict(state, strict=False)
# %% wrong two state_dicts have the same order
state = dict(zip(model.state_dict(), checkpoint.values()))
model.load_state_dict(state)
