# %% setup
from torch import nn


# %% card
def count_trainable(model):
    return sum(
        p.numel() for p in model.parameters() if p.requires_grad
    )


# %% check buffers do not count
model = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
assert count_trainable(model) == 3 * 2 + 2 + 2 + 2
# %% check frozen parameters do not count
model = nn.Linear(3, 2)
model.weight.requires_grad_(False)
assert count_trainable(model) == 2
# %% check a shared parameter counts once
layer = nn.Linear(3, 3)
assert count_trainable(nn.Sequential(layer, layer)) == 3 * 3 + 3


# %% wrong running means and variances are trained too
def count_trainable(model):
    frozen = {p for p in model.parameters() if not p.requires_grad}
    tensors = {*model.parameters(), *model.buffers()} - frozen
    return sum(t.numel() for t in tensors if t.is_floating_point())


# %% wrong every parameter is trained
def count_trainable(model):
    return sum(p.numel() for p in model.parameters())


# %% wrong a layer that is used twice has its parameters twice
def count_trainable(model):
    named = model.named_parameters(remove_duplicate=False)
    return sum(p.numel() for _, p in named if p.requires_grad)
