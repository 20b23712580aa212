# %% setup
import torch
from torch import nn

from verified_snippets.kit import device


def new_model():
    """Weights of two and four dimensions, and a normalization."""
    layers = nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Linear(2, 2)
    return nn.Sequential(*layers).to(device)


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
model = new_model()
optimizer = make_optimizer(model, lr=0.01)
assert isinstance(optimizer, torch.optim.AdamW), "it is no AdamW"
held = [p for g in optimizer.param_groups for p in g["params"]]
assert all(g["lr"] == 0.01 for g in optimizer.param_groups), (
    "a group has another learning rate"
)
assert {id(p) for p in held} == {
    id(p) for p in model.parameters()
}, "a parameter of the model is in no group"
try:
    optimizer.add_param_group({"params": [held[0]]})
    refused = False
except ValueError:
    refused = True
assert refused, "a parameter can be in two groups"
# %% check weights decay, biases and normalization do not
for group in make_optimizer(new_model(), lr=0.01).param_groups:
    for p in group["params"]:
        decay = 0.1 if p.ndim > 1 else 0.0
        assert group["weight_decay"] == decay, (
            f"with {p.ndim} dimensions it must decay by {decay}"
        )


# %% also the optimizer's own decay, and one group that has none
def make_optimizer(model, lr):
    by_rank = {True: [], False: []}
    for p in model.parameters():
        by_rank[p.dim() > 1].append(p)
    exempt = {"params": by_rank[False], "weight_decay": 0}
    groups = [{"params": by_rank[True]}, exempt]
    return torch.optim.AdamW(groups, lr, weight_decay=0.1)


# %% also a group for each parameter
def make_optimizer(model, lr):
    return torch.optim.AdamW(
        [
            {
                "params": [p],
                "weight_decay": 0.1 if p.ndim >= 2 else 0.0,
            }
            for p in model.parameters()
        ],
        lr=lr,
    )


# %% also groups that are added one after the other
def make_optimizer(model, lr):
    weights, rest = [], []
    for p in model.parameters():
        (rest if p.ndim < 2 else weights).append(p)
    optimizer = torch.optim.AdamW(weights, lr=lr, weight_decay=0.1)
    optimizer.add_param_group({"params": rest, "weight_decay": 0.0})
    return optimizer


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
