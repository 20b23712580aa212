# %% setup
import torch
from torch import nn

# %% card
checkpoint = nn.Linear(4, 1000, bias=False).state_dict()
model = nn.Linear(4, 10)
model.load_state_dict(checkpoint, strict=False)
# %% raises RuntimeError
# size mismatch for weight: ...
# %% check the wrong shape is refused
# > A `RuntimeError`.
# >
# > but not this size mismatch.
assert type(error).__name__ == "RuntimeError"
assert "size mismatch" in str(error)
assert set(checkpoint) == {"weight"}
assert set(model.state_dict()) == {"weight", "bias"}
assert checkpoint["weight"].shape == (1000, 4)
assert model.weight.shape == (10, 4)
# %% check the missing name is excused
# > `strict=False` excuses names, missing ones
assert set(checkpoint) < set(model.state_dict())
assert error is None or "Missing key" not in str(error)
# %% fact missing and surplus names are excused
# > `strict=False` excuses names, missing ones and surplus ones,
other, net = (
    {"weight": torch.ones(1, 2), "extra": 0},
    nn.Linear(2, 1),
)
refusal = ""
try:
    net.load_state_dict(other, strict=True)
except RuntimeError as problem:
    refusal = str(problem)
assert "Missing key" in refusal and "Unexpected key" in refusal
net.load_state_dict(other, strict=False)
assert net.weight.tolist() == [[1.0, 1.0]]
# %% belied a wrong name is refused either way
assert net.weight.tolist() != [[1.0, 1.0]]
# %% fact what fits can be loaded alone
# > Leave such entries out, load the rest with `strict=False`, and
# > check the `missing_keys` it returns.
old = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 9))
new = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 3))
rest = {k: t for k, t in old.state_dict().items() if k[0] == "0"}
result = new.load_state_dict(rest, strict=False)
assert result.missing_keys == ["1.weight", "1.bias"]
assert torch.equal(new[0].weight, old[0].weight)
# %% belied nothing is missing that could be loaded
assert result.missing_keys == []
# %% wrong strict=False skips what does not fit
checkpoint = nn.Linear(4, 1000, bias=False).state_dict()
model = nn.Linear(4, 10)
fitting = {
    name: tensor
    for name, tensor in checkpoint.items()
    if tensor.shape == model.state_dict()[name].shape
}
model.load_state_dict(fitting, strict=False)
# %% wrong load_state_dict() excuses names by default
checkpoint = nn.Linear(4, 1000, bias=False).state_dict()
model = nn.Linear(4, 10)
model.load_state_dict(checkpoint)  # raises
