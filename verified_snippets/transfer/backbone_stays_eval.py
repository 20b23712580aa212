# %% setup
import torch
from torch import nn


def make_parts():
    """A backbone with a BatchNorm deep inside, and a head."""
    block = nn.Sequential(nn.BatchNorm2d(2), nn.Dropout())
    backbone = nn.Sequential(nn.ReLU(), block, nn.Flatten())
    return backbone, nn.Sequential(nn.Linear(2, 3), nn.Identity())


# %% card
class Classifier(nn.Sequential):
    def __init__(self, backbone, head):
        super().__init__(backbone, head)
        backbone.requires_grad_(False).eval()

    def train(self, mode=True):
        super().train(mode)
        self[0].eval()
        return self


# %% check train() switches the head, not the frozen backbone
# > The override puts the backbone back each time.
backbone, head = make_parts()
norm = backbone[1][0]
model = Classifier(backbone, head)
assert not any(p.requires_grad for p in backbone.parameters()), (
    "the backbone is not frozen"
)
assert all(p.requires_grad for p in head.parameters()), (
    "the head is frozen"
)
x = torch.rand(8, 2, 1, 1) + 5
assert model(x).shape == (8, 3), "another shape"
assert norm.running_mean.tolist() == [0.0, 0.0], (
    "the statistics drift before the first train()"
)
model.eval()
assert not head[0].training, "eval() does not reach the head"
assert not model.training, "eval() does not reach the model itself"
evaluated = model(x)
model.train()
assert head[0].training, "train() does not reach the head"
assert model.training, "train() does not reach the model itself"
assert torch.equal(model(x), evaluated), (
    "train() changes what the backbone computes"
)
assert norm.running_mean.tolist() == [0.0, 0.0], (
    "the statistics of the backbone drift"
)
torch.testing.assert_close(
    evaluated, head(x.flatten(1)), rtol=1e-3, atol=1e-4
)
# %% check train() and eval() still return the model
# > Return `self`, as `nn.Module.train` does,
model = Classifier(*make_parts())
assert model.train() is model, "train() does not return the model"
assert model.eval() is model, "eval() does not return the model"
# %% fact train() reaches every submodule
# > `model.train()` sets the mode of all submodules, so it undoes
# > the constructor's `eval()`.
model = nn.Sequential(nn.Sequential(nn.BatchNorm1d(2)), nn.ReLU())
model[0].eval()
assert not model[0][0].training
model.train()
assert all(module.training for module in model.modules())
# %% belied a submodule keeps the mode it was put into
assert not model[0][0].training
# %% fact eval() is train(False)
# > `eval()` needs no override, because it calls `train(False)`.
modes = []


class Noting(nn.Module):
    def train(self, mode=True):
        modes.append(mode)
        return super().train(mode)


noting = Noting()
noting.eval()
assert modes == [False] and not noting.training
# %% belied eval() goes past train()
assert modes == []


# %% fact without it the assignment loses the model
# > Return `self`, as `nn.Module.train` does, or `model =
# > model.train()` leaves you with `None`.
class Forgetful(nn.Module):
    def train(self, mode=True):
        super().train(mode)


plain = nn.Linear(2, 2)
assert plain.train() is plain
model = Forgetful()
model = model.train()
assert model is None
# %% belied the assignment keeps the model
assert isinstance(model, nn.Module)


# %% also the backbone is asked in evaluation mode
class Classifier(nn.Module):
    def __init__(self, backbone, head):
        super().__init__()
        self.backbone = backbone.requires_grad_(False)
        self.head = head

    def forward(self, x):
        self.backbone.eval()
        return self.head(self.backbone(x))


# %% also the backbone cannot be switched
class Classifier(nn.Sequential):
    def __init__(self, backbone, head):
        super().__init__(backbone, head)
        backbone.requires_grad_(False).eval()
        backbone.train = lambda mode=True: backbone


# %% wrong a module put into evaluation mode stays in it
class Classifier(nn.Sequential):
    def __init__(self, backbone, head):
        super().__init__(backbone, head)
        backbone.requires_grad_(False).eval()


# %% wrong momentum 0 does what evaluation mode does
class Classifier(nn.Sequential):
    def __init__(self, backbone, head):
        super().__init__(backbone, head)
        backbone.requires_grad_(False)
        for module in backbone.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.momentum = 0.0


# %% wrong nobody uses what train() returns
class Classifier(nn.Sequential):
    def __init__(self, backbone, head):
        super().__init__(backbone, head)
        backbone.requires_grad_(False).eval()

    def train(self, mode=True):
        super().train(mode)
        self[0].eval()


# %% wrong a frozen layer keeps its statistics
class Classifier(nn.Sequential):
    def train(self, mode=True):
        super().train(mode)
        self[0].requires_grad_(False)
        return self

    def forward(self, x):
        self[0].requires_grad_(False)
        return super().forward(x)
