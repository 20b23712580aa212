# %% setup
import copy

import torch
from torch import nn


class Scaled(nn.Module):
    """A layer with a parameter of its own."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(8))

    def forward(self, x):
        return x * self.scale


def make_backbone():
    block = nn.Sequential(
        nn.Linear(8, 8), nn.LayerNorm(8), Scaled()
    )
    layers = nn.Linear(4, 8), nn.Tanh(), block
    return nn.Sequential(*layers)


# %% card
def make_classifier(backbone, features, classes):
    backbone.requires_grad_(False)
    head = nn.Linear(features, classes)
    return nn.Sequential(backbone, head)


# %% check training moves the head and nothing else
backbone = make_backbone()
shapes = [p.shape for p in backbone.parameters()]
assert len(shapes) == 7 and not {(3, 8), (3,)}.intersection(shapes)
model = make_classifier(backbone, features=8, classes=3)
every = {*backbone.parameters(), *model.parameters()}
before = [(p, p.detach().clone()) for p in every]
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scores = model(torch.ones(2, 4))
assert scores.shape == (2, 3), "it does not return 3 scores each"
assert scores.requires_grad, "the head is frozen as well"
(scores - 9).square().sum().backward()
optimizer.step()
moved = [
    tuple(p.shape) for p, old in before if not torch.equal(p, old)
]
assert not set(moved) - {(3, 8), (3,)}, "the backbone was trained"
assert sorted(moved) == [(3,), (3, 8)], "the head was not trained"
assert len(list(model.parameters())) == 7 + 2, (
    "7 belong to the backbone"
)

# %% fact assigning to a module makes an attribute
# > A module has no attribute `requires_grad`: the assignment makes
# > a new, unused one, without an error.
layer = nn.Linear(2, 2)
assert not hasattr(layer, "requires_grad")
layer.requires_grad = False
assert layer.requires_grad is False
assert layer.weight.requires_grad and layer.bias.requires_grad
# %% belied its parameters follow
assert not layer.weight.requires_grad
# %% fact the call sets the flag of every parameter
# > The flag belongs to each parameter;
# > `backbone.requires_grad_(False)`, with the underscore at the
# > end, sets it on all of them.
backbone = make_backbone()
flags = [p.requires_grad for p in backbone.parameters()]
assert flags == [True] * 7
backbone.requires_grad_(False)
flags = [p.requires_grad for p in backbone.parameters()]
assert flags == [False] * 7
# %% belied it stops at the module's own parameters
assert any(p.requires_grad for p in backbone[2].parameters())
# %% fact eval() freezes statistics, and no parameter
# > `backbone.eval()` would freeze BatchNorm's running statistics,
# > not its parameters.
backbone = nn.BatchNorm1d(1)
sgd = torch.optim.SGD(backbone.parameters(), lr=0.1)
backbone.eval()
backbone(torch.tensor([[3.0], [5.0]])).sum().backward()
sgd.step()
assert backbone.running_mean.item() == 0
assert backbone.running_var.item() == 1
assert backbone.weight.item() != 1 and backbone.bias.item() != 0
# %% belied in evaluation mode nothing is trained
assert backbone.weight.item() == 1


# %% also every parameter by itself
def make_classifier(backbone, features, classes):
    for p in backbone.parameters():
        p.requires_grad = False
    return nn.Sequential(backbone, nn.Linear(features, classes))


# %% also a frozen copy
def make_classifier(backbone, features, classes):
    frozen = copy.deepcopy(backbone).requires_grad_(False)
    return nn.Sequential(frozen, nn.Linear(features, classes))


# %% also no graph of the backbone
def make_classifier(backbone, features, classes):
    class Classifier(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone = backbone
            self.head = nn.Linear(features, classes)

        def forward(self, x):
            with torch.no_grad():
                x = self.backbone(x)
            return self.head(x)

    return Classifier()


# %% wrong a module has a switch named requires_grad
def make_classifier(backbone, features, classes):
    backbone.requires_grad = False
    head = nn.Linear(features, classes)
    return nn.Sequential(backbone, head)


# %% wrong the whole model may be frozen once it is built
def make_classifier(backbone, features, classes):
    head = nn.Linear(features, classes)
    return nn.Sequential(backbone, head).requires_grad_(False)


# %% wrong eval() freezes
def make_classifier(backbone, features, classes):
    backbone.eval()
    head = nn.Linear(features, classes)
    return nn.Sequential(backbone, head)


# %% wrong weights are in linear layers, one below the other
def make_classifier(backbone, features, classes):
    for layer in backbone.children():
        if isinstance(layer, nn.Linear):
            layer.requires_grad_(False)
    return nn.Sequential(backbone, nn.Linear(features, classes))
