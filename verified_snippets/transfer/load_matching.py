# %% setup
import torch
from torch import nn


def make_model(classes):
    layers = nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, classes)
    return nn.Sequential(*layers)


# %% card
def load_matching(model, checkpoint):
    own = model.state_dict()
    matching = {
        name: tensor
        for name, tensor in checkpoint.items()
        if name in own and tensor.shape == own[name].shape
    }
    result = model.load_state_dict(matching, strict=False)
    return result.missing_keys


# %% check what fits in name and shape is loaded
pretrained, model = make_model(1000), make_model(3)
head_before = model[2].weight.clone()
load_matching(model, pretrained.state_dict())
assert torch.equal(model[0].weight, pretrained[0].weight)
assert torch.equal(model[2].weight, head_before)
# %% check it says what was not loaded
checkpoint = {
    **make_model(1000).state_dict(),
    "extra": torch.ones(1),
}
missing = load_matching(make_model(3), checkpoint)
assert missing == ["2.weight", "2.bias"]
assert (
    load_matching(make_model(5), make_model(5).state_dict()) == []
)


# %% wrong it is enough to find what would fit
def load_matching(model, checkpoint):
    own = model.state_dict()
    return [
        name
        for name in own
        if name not in checkpoint
        or checkpoint[name].shape != own[name].shape
    ]


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
