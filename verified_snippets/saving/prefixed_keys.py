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
assert model.weight.tolist() == [[1.5, -2.5]], (
    "the weight of the checkpoint was not loaded"
)
assert model.bias.tolist() == [0.5], (
    "the bias of the checkpoint was not loaded"
)
wrapped = nn.DataParallel(nn.Linear(2, 1))
assert set(wrapped.state_dict()) == {"module.weight", "module.bias"}
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
