# %% setup
import torch
from torch import nn

model = nn.Sequential(
    nn.Conv2d(1, 2, 3),
    nn.BatchNorm2d(2),
    nn.Flatten(),
    nn.Linear(2, 2),
)


# %% card
def make_optimizer(model, lr):
    decayed = [p for p in model.parameters() if p.ndim >= 2]
    exempt = [p for p in model.parameters() if p.ndim < 2]
    groups = [
        {"params": decayed, "weight_decay": 0.1},
        {"params": exempt, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=lr)


# %% check every parameter is in it, at lr, and none can be twice
optimizer = make_optimizer(model, lr=0.01)
held = [p for g in optimizer.param_groups for p in g["params"]]
assert all(g["lr"] == 0.01 for g in optimizer.param_groups)
assert {id(p) for p in held} == {id(p) for p in model.parameters()}
try:
    optimizer.add_param_group({"params": [held[0]]})
    refused = False
except ValueError:
    refused = True
assert refused
# %% check weights decay, biases and normalization do not
for group in make_optimizer(model, lr=0.01).param_groups:
    for p in group["params"]:
        assert group["weight_decay"] == (0.1 if p.ndim > 1 else 0.0)


# %% wrong parameters in no group are still trained
def make_optimizer(model, lr):
    decayed = [p for p in model.parameters() if p.ndim >= 2]
    groups = [{"params": decayed, "weight_decay": 0.1}]
    return torch.optim.AdamW(groups, lr=lr)


# %% wrong a group without weight_decay is not decayed
def make_optimizer(model, lr):
    decayed = [p for p in model.parameters() if p.ndim >= 2]
    exempt = [p for p in model.parameters() if p.ndim < 2]
    groups = [
        {"params": decayed, "weight_decay": 0.1},
        {"params": exempt},
    ]
    return torch.optim.AdamW(groups, lr=lr)


# %% wrong only biases are exempt
def make_optimizer(model, lr):
    named = list(model.named_parameters())
    decayed = [p for name, p in named if "bias" not in name]
    exempt = [p for name, p in named if "bias" in name]
    groups = [
        {"params": decayed, "weight_decay": 0.1},
        {"params": exempt, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=lr)
