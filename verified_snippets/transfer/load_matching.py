# %% setup
import torch
from torch import nn


def make_model(classes):
    layers = (
        nn.Linear(4, 8),
        nn.BatchNorm1d(8),
        nn.Linear(8, classes),
    )
    return nn.Sequential(*layers)


# %% card
def load_matching(model, checkpoint):
    own = model.state_dict()
    matching = {
        name: tensor
        for name, tensor in checkpoint.items()
        if name in own and tensor.shape == own[name].shape
    }
    model.load_state_dict(matching, strict=False)
    return [name for name in own if name not in matching]


# %% check what fits in name and shape is loaded
pretrained, model = make_model(1000), make_model(3)
pretrained(torch.randn(5, 4) + 9)  # statistics of its own
head_before = model[2].weight.detach().clone()
try:
    load_matching(model, pretrained.state_dict())
except RuntimeError as slip:
    raise AssertionError(f"it raises: {slip}") from slip
assert torch.equal(model[0].weight, pretrained[0].weight), (
    "the weight of the backbone was not loaded"
)
assert torch.equal(model[0].bias, pretrained[0].bias), (
    "the bias of the backbone was not loaded"
)
assert torch.equal(
    model[1].running_mean, pretrained[1].running_mean
), "the running mean of the backbone was not loaded"
assert model[1].num_batches_tracked == 1, (
    "the number of batches was not loaded"
)
assert torch.equal(model[2].weight, head_before), (
    "the head has changed"
)


# %% check it says what was not loaded
def missed(model, checkpoint):
    try:
        return load_matching(model, checkpoint)
    except RuntimeError as slip:
        raise AssertionError(f"it raises: {slip}") from slip


checkpoint = {
    **make_model(1000).state_dict(),
    "extra": torch.ones(1),
}
missing = missed(make_model(3), checkpoint)
assert isinstance(missing, list), "it returns no list"
assert sorted(missing) == ["2.bias", "2.weight"], (
    "the head, and nothing else, was not loaded"
)
missing = missed(make_model(5), make_model(5).state_dict())
assert list(missing) == [], "all was loaded"
wider = {
    **make_model(3).state_dict(),
    "0.weight": torch.ones(8, 5),
    "2.weight": torch.ones(8, 3),
}
missing = missed(make_model(3), wider)
assert sorted(missing) == ["0.weight", "2.weight"], (
    "two shapes do not fit"
)
ends = make_model(3).state_dict()
for name in [name for name in ends if name.startswith("1.")]:
    del ends[name]
missing = missed(make_model(3), ends)
assert sorted(missing) == [
    "1.bias",
    "1.num_batches_tracked",
    "1.running_mean",
    "1.running_var",
    "1.weight",
], "five keys of the BatchNorm were not loaded"

# %% fact strict=False excuses keys, and no sizes
# > Filtering by name alone isn't enough: `strict=False` excuses
# > missing and unexpected keys, but a size mismatch raises.
model, state = nn.Linear(4, 3), nn.Linear(4, 3).state_dict()
state["other"] = state.pop("weight")
excused = model.load_state_dict(state, strict=False)
assert excused.missing_keys == ["weight"]
assert excused.unexpected_keys == ["other"]
try:
    wider = nn.Linear(5, 3).state_dict()
    model.load_state_dict(wider, strict=False)
    error = ""
except RuntimeError as refused:
    error = str(refused)
assert "size mismatch" in error
# %% belied strict=False skips what does not fit
assert error == ""
# %% fact missing_keys may be one key short
# > With a plain dictionary such as `matching`, `missing_keys`
# > leaves out BatchNorm's `num_batches_tracked`.
norm = nn.BatchNorm1d(2)
assert "num_batches_tracked" in norm.state_dict()
matching = {}
missing = norm.load_state_dict(matching, strict=False).missing_keys
assert len(missing) == 4 and "running_mean" in missing
state = norm.state_dict()  # no plain dictionary
del state["num_batches_tracked"]
excused = norm.load_state_dict(state, strict=False)
assert excused.missing_keys == ["num_batches_tracked"]
# %% belied missing_keys lists all that was not loaded
assert "num_batches_tracked" in missing
# %% fact under other names nothing is loaded
# > Look at the returned list: under other names, as with a prefix,
# > the backbone isn't loaded, and nothing raises.
model, pretrained = make_model(3), make_model(1000)
before = {k: t.clone() for k, t in model.state_dict().items()}
state = {f"net.{k}": t for k, t in pretrained.state_dict().items()}
missing = load_matching(model, state)
assert sorted(missing) == sorted(before)
assert not torch.equal(state["net.0.weight"], before["0.weight"])
for name, tensor in model.state_dict().items():
    assert torch.equal(tensor, before[name])
# %% belied a prefix does not matter
assert sorted(missing) == ["2.bias", "2.weight"]


# %% also tensor by tensor
@torch.no_grad()
def load_matching(model, checkpoint):
    missing = []
    for name, tensor in model.state_dict().items():
        other = checkpoint.get(name)
        if other is not None and other.shape == tensor.shape:
            tensor.copy_(other)
        else:
            missing.append(name)
    return missing


# %% also the model's own tensors where none fits
def load_matching(model, checkpoint):
    state = model.state_dict()
    fits = {
        name
        for name in state.keys() & checkpoint.keys()
        if state[name].shape == checkpoint[name].shape
    }
    state |= {name: checkpoint[name] for name in fits}
    model.load_state_dict(state)
    return sorted(state.keys() - fits)


# %% also the rest is deleted from a state_dict, no plain dictionary
def load_matching(model, checkpoint):
    own = model.state_dict()
    for name in list(checkpoint):
        fits = (
            name in own
            and own[name].shape == checkpoint[name].shape
        )
        if not fits:
            del checkpoint[name]
    result = model.load_state_dict(checkpoint, strict=False)
    return result.missing_keys


# %% wrong what fits in name fits
def load_matching(model, checkpoint):
    own = model.state_dict()
    known = {k: t for k, t in checkpoint.items() if k in own}
    model.load_state_dict(known, strict=False)
    return [name for name in own if name not in known]


# %% wrong as many elements are the same shape
def load_matching(model, checkpoint):
    own = model.state_dict()
    matching = {
        name: tensor
        for name, tensor in checkpoint.items()
        if name in own and tensor.numel() == own[name].numel()
    }
    model.load_state_dict(matching, strict=False)
    return [name for name in own if name not in matching]


# %% wrong it is enough to find what would fit
def load_matching(model, checkpoint):
    own = model.state_dict()
    return [
        name
        for name in own
        if name not in checkpoint
        or checkpoint[name].shape != own[name].shape
    ]


# %% wrong missing_keys lists all that was not loaded
def load_matching(model, checkpoint):
    own = model.state_dict()
    matching = {
        name: tensor
        for name, tensor in checkpoint.items()
        if name in own and tensor.shape == own[name].shape
    }
    result = model.load_state_dict(matching, strict=False)
    return result.missing_keys


# %% wrong a checkpoint holds parameters only
@torch.no_grad()
def load_matching(model, checkpoint):
    missing = set(model.state_dict())
    for name, p in model.named_parameters():
        if name in checkpoint and checkpoint[name].shape == p.shape:
            p.copy_(checkpoint[name])
            missing.discard(name)
    return sorted(missing)


# %% wrong the unexpected keys are those that were not loaded
def load_matching(model, checkpoint):
    own = model.state_dict()
    matching = {
        name: tensor
        for name, tensor in checkpoint.items()
        if name in own and tensor.shape == own[name].shape
    }
    result = model.load_state_dict(matching, strict=False)
    return result.unexpected_keys


# %% wrong a checkpoint is loaded whole, or not at all
def load_matching(model, checkpoint):
    own = model.state_dict()
    if any(own[n].shape != checkpoint[n].shape for n in own):
        return list(own)
    model.load_state_dict(checkpoint, strict=False)
    return []
