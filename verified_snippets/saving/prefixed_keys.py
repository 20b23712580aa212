# %% setup
import torch
from torch import nn

checkpoint = {
    "module.weight": torch.tensor([[1.5, -2.5]]),
    "module.bias": torch.tensor([0.5]),
}
model = nn.Linear(2, 1)
# %% card
state = {
    name.removeprefix("module."): tensor
    for name, tensor in checkpoint.items()
}
model.load_state_dict(state)
# %% check the weights under DataParallel's names are loaded
# > Strip it,
assert model.weight.tolist() == [[1.5, -2.5]], (
    "the weight of the checkpoint was not loaded"
)
assert model.bias.tolist() == [0.5], (
    "the bias of the checkpoint was not loaded"
)
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
