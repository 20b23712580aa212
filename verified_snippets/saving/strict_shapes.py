# /// snippet
# [equivalent]
# "*: without strict=" = "strict or not, shapes must fit"
# "*: False -> True" = "strict or not, shapes must fit"
# ///
# %% setup
import torch
from torch import nn

# %% card
checkpoint = nn.Linear(4, 1000).state_dict()
model = nn.Linear(4, 10)
model.load_state_dict(checkpoint, strict=False)
# %% raises RuntimeError
# size mismatch for weight: ...
# %% check strict=False excuses missing and extra names, not shapes
assert type(error).__name__ == "RuntimeError"
assert checkpoint["weight"].shape == (1000, 4)
for strict in (True, False):
    try:
        model.load_state_dict(checkpoint, strict=strict)
        refusal = ""
    except RuntimeError as problem:
        refusal = str(problem)
    assert "size mismatch" in refusal
other = {"weight": torch.ones(10, 4), "extra": torch.ones(1)}
excused = model.load_state_dict(other, strict=False)
assert excused.missing_keys == ["bias"]
assert excused.unexpected_keys == ["extra"]
# %% wrong strict=False skips what does not fit
checkpoint = nn.Linear(4, 1000).state_dict()
model = nn.Linear(4, 10)
fitting = {
    name: tensor
    for name, tensor in checkpoint.items()
    if tensor.shape == model.state_dict()[name].shape
}
model.load_state_dict(fitting, strict=False)
