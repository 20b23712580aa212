# %% setup
import torch
from torch import nn


def new_model():
    """Parameters of four dimensions, two, one and none."""
    layers = nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Linear(2, 2)
    model = nn.Sequential(*layers)
    model.scale = nn.Parameter(torch.tensor(1.0))
    return model


# %% card
def make_optimizer(model, lr):
    decayed = [p for p in model.parameters() if p.ndim >= 2]
    exempt = [p for p in model.parameters() if p.ndim < 2]
    groups = [
        {"params": decayed, "weight_decay": 0.1},
        {"params": exempt, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=lr)


# %% check every parameter is in it, at lr
for lr in (0.01, 0.2):
    model = new_model()
    optimizer = make_optimizer(model, lr)
    assert isinstance(optimizer, torch.optim.AdamW), "no AdamW"
    held = [p for g in optimizer.param_groups for p in g["params"]]
    assert all(g["lr"] == lr for g in optimizer.param_groups), (
        "a group has another learning rate"
    )
    assert {id(p) for p in held} == {
        id(p) for p in model.parameters()
    }, "a parameter of the model is in no group"
# %% check weights decay, biases and normalization do not
# > The number of dimensions tells them apart: a Linear weight has
# > two; a BatchNorm weight, and the bias of either, has one.
conv, norm, linear = new_model()
assert linear.weight.ndim == 2, "a Linear weight is a matrix"
assert linear.bias.ndim == conv.bias.ndim == 1, "a bias has one"
assert norm.weight.ndim == norm.bias.ndim == 1, "a norm has one"
for group in make_optimizer(new_model(), lr=0.01).param_groups:
    for p in group["params"]:
        decay = 0.1 if p.ndim > 1 else 0.0
        assert group["weight_decay"] == decay, (
            f"with {p.ndim} dimensions it must decay by {decay}"
        )

# %% fact a normalization over two dimensions has a matrix
# > Beware `nn.LayerNorm((4, 4))`, whose weight has two.
norm = nn.LayerNorm((4, 4))
assert norm.weight.ndim == 2
# %% belied the weight of a normalization has one dimension
assert norm.weight.ndim == 1
# %% fact names tell less than dimensions
# > Going by the name "bias" would miss the weights of normalization
# > layers.
net = nn.Sequential(nn.Linear(2, 2), nn.LayerNorm(2))
named = dict(net.named_parameters())
without = [name for name in named if "bias" not in name]
assert without == ["0.weight", "1.weight"]
assert named["1.weight"] is net[1].weight
# %% belied whatever is no bias is a matrix
assert all(named[name].ndim == 2 for name in without)
# %% fact a group takes over what it does not name
# > A group takes the optimizer's value for any option it doesn't
# > name, so without `"weight_decay": 0.0` the biases would decay by
# > AdamW's default, 0.01.
bias = nn.Parameter(torch.ones(1))
other = nn.Parameter(torch.ones(1))
groups = [{"params": [bias]}, {"params": [other], "lr": 0.5}]
adamw = torch.optim.AdamW(groups, lr=0.2)
assert [g["lr"] for g in adamw.param_groups] == [0.2, 0.5]
assert [g["weight_decay"] for g in adamw.param_groups] == [0.01] * 2
bias.grad = torch.zeros(1)
adamw.step()
torch.testing.assert_close(
    bias.item(), 1 - 0.2 * 0.01, rtol=1e-5, atol=0
)
# %% belied without the option it does not decay
assert bias.item() == 1
# %% fact who is in no group is left out
# > A parameter in no group isn't updated.
held, left_out = (nn.Parameter(torch.ones(1)) for _ in range(2))
adamw = torch.optim.AdamW([{"params": [held]}], lr=0.1)
(held + left_out).sum().backward()
adamw.step()
assert left_out.grad is not None
assert held.item() < 1 and left_out.item() == 1
# %% belied a gradient is enough to be updated
assert left_out.item() < 1


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
