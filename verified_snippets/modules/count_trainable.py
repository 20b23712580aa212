# %% setup
import torch
from torch import nn


# %% card
def count_trainable(model):
    return sum(
        p.numel() for p in model.parameters() if p.requires_grad
    )


# %% check buffers do not count
model = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
assert count_trainable(model) == 3 * 2 + 2 + 2 + 2, (
    "3 * 2 and 2 of the layer, 2 and 2 of the normalization"
)
# %% check frozen parameters do not count
model = nn.Linear(3, 2)
model.weight.requires_grad_(False)
assert count_trainable(model) == 2, "only the bias is trained"
# %% check evaluation mode freezes nothing
count = count_trainable(nn.Linear(3, 2).eval())
assert count == 3 * 2 + 2, "eval() freezes no parameter"
# %% check a shared parameter counts once
# > lists a shared parameter once.
layer, tied = nn.Linear(3, 3), nn.Linear(3, 3)
count = count_trainable(nn.Sequential(layer, layer))
assert count == 3 * 3 + 3, "one layer, used twice"
tied.weight = layer.weight
count = count_trainable(nn.Sequential(layer, tied))
assert count == 3 * 3 + 3 + 3, "one weight, in two layers"
# %% check parameters count at any depth
# > `parameters()` is recursive and
inner = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
inner.scale = nn.Parameter(torch.ones(5))
outer = nn.Sequential(nn.Sequential(inner))
assert count_trainable(outer) == 3 * 2 + 2 + 5, (
    "3 * 2 and 2 of the inner layer, 5 of the inner scale"
)
assert count_trainable(nn.ReLU()) == 0, "a ReLU has none"
# %% fact a state_dict counts more
# > Adding up the `state_dict()` instead would count running means
# > and frozen weights too, and a shared weight once for each name.


def saved(model):
    return sum(t.numel() for t in model.state_dict().values())


frozen, shared = nn.Linear(3, 2).requires_grad_(False), nn.ReLU()
shared.one = shared.two = nn.Parameter(torch.ones(5))
norm = nn.BatchNorm1d(2, affine=False)
assert norm.running_mean.numel() == 2
counts = [saved(model) for model in (norm, frozen, shared)]
assert counts == [2 + 2 + 1, 3 * 2 + 2, 5 + 5]
# %% belied a state_dict holds what is trained
assert counts == [0, 0, 5]


# %% also the product of each shape
def count_trainable(model):
    import math

    trained = filter(lambda p: p.requires_grad, model.parameters())
    return sum(math.prod(p.shape) for p in trained)


# %% also module by module
def count_trainable(model):
    seen, total = set(), 0
    for module in model.modules():
        for p in module.parameters(recurse=False):
            if p.requires_grad and id(p) not in seen:
                seen.add(id(p))
                total += p.nelement()
    return total


# %% wrong running means and variances are trained too
def count_trainable(model):
    frozen = {p for p in model.parameters() if not p.requires_grad}
    tensors = {*model.parameters(), *model.buffers()} - frozen
    return sum(t.numel() for t in tensors if t.is_floating_point())


# %% wrong eval() freezes the parameters
def count_trainable(model):
    own = {
        p
        for module in model.modules()
        if module.training
        for p in module.parameters(recurse=False)
    }
    return sum(p.numel() for p in own if p.requires_grad)


# %% wrong every parameter is trained
def count_trainable(model):
    return sum(p.numel() for p in model.parameters())


# %% wrong a layer that is used twice has its parameters twice
def count_trainable(model):
    named = model.named_parameters(remove_duplicate=False)
    return sum(p.numel() for _, p in named if p.requires_grad)


# %% wrong no two modules share a Parameter
def count_trainable(model):
    return sum(
        p.numel()
        for module in model.modules()
        for p in module.parameters(recurse=False)
        if p.requires_grad
    )


# %% wrong the parameters are those of the direct children
def count_trainable(model):
    layers = {model, *model.children()}
    own = {p for m in layers for p in m.parameters(recurse=False)}
    return sum(p.numel() for p in own if p.requires_grad)


# %% wrong a state_dict holds what is trained
def count_trainable(model):
    return sum(t.numel() for t in model.state_dict().values())
