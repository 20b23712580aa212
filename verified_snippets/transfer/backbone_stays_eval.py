# %% setup
import torch
from torch import nn


def make_classifier():
    backbone = nn.BatchNorm1d(2)
    head = nn.Linear(2, 3)
    return Classifier(backbone, head)


# %% card
class Classifier(nn.Module):
    def __init__(self, backbone, head):
        super().__init__()
        self.backbone = backbone.requires_grad_(False)
        self.backbone.eval()
        self.head = head

    def train(self, mode=True):
        super().train(mode)
        self.backbone.eval()
        return self

    def forward(self, x):
        return self.head(self.backbone(x))


# %% check train() switches the head, not the frozen backbone
model = make_classifier()
assert not model.backbone.training
assert not any(p.requires_grad for p in model.backbone.parameters())
assert all(p.requires_grad for p in model.head.parameters())
model.eval()
assert not model.head.training
model.train()
assert model.head.training
x = torch.randn(8, 2) + 5
assert model(x).shape == (8, 3)
assert model.backbone.num_batches_tracked.item() == 0
# %% check train() and eval() still return the model
model = make_classifier()
assert model.train() is model and model.eval() is model


# %% wrong a module put into evaluation mode stays in it
class Classifier(nn.Module):
    def __init__(self, backbone, head):
        super().__init__()
        self.backbone = backbone.requires_grad_(False)
        self.backbone.eval()
        self.head = head

    def forward(self, x):
        return self.head(self.backbone(x))


# %% wrong nobody uses what train() returns
class Classifier(nn.Module):
    def __init__(self, backbone, head):
        super().__init__()
        self.backbone = backbone.requires_grad_(False)
        self.backbone.eval()
        self.head = head

    def train(self, mode=True):
        super().train(mode)
        self.backbone.eval()

    def forward(self, x):
        return self.head(self.backbone(x))
