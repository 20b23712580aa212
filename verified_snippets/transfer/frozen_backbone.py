# %% setup
import torch
from torch import nn


def make_backbone():
    return nn.Sequential(nn.Linear(4, 8), nn.Tanh())


# %% card
def make_classifier(backbone, features, classes):
    backbone.requires_grad_(False)
    head = nn.Linear(features, classes)
    return nn.Sequential(backbone, head)


# %% check training moves the head and nothing else
model = make_classifier(make_backbone(), features=8, classes=3)
before = [p.clone() for p in model.parameters()]
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model(torch.ones(2, 4)).square().sum().backward()
optimizer.step()
moved = [
    name
    for (name, p), old in zip(model.named_parameters(), before)
    if not torch.equal(p, old)
]
assert moved == ["1.weight", "1.bias"]


# %% wrong a module has a switch named requires_grad
def make_classifier(backbone, features, classes):
    backbone.requires_grad = False
    head = nn.Linear(features, classes)
    return nn.Sequential(backbone, head)


# %% wrong eval() freezes
def make_classifier(backbone, features, classes):
    backbone.eval()
    head = nn.Linear(features, classes)
    return nn.Sequential(backbone, head)
