# /// snippet
# [equivalent]
# "*: ReLU -> Tanh" = "neither has a parameter"
# ///
# %% setup
import torch
from torch import nn


# %% card
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(3, 1, bias=False)
        self.body = nn.Sequential(nn.ReLU(), nn.Linear(4, 3))


for name, _ in Net().named_parameters():
    print(name)
# %% output
# head.weight
# body.1.weight
# body.1.bias
# %% check a name is the path of attributes to the parameter
# > A name is the path of attributes from the root, joined by dots,
# > and this `Sequential` numbers its members from 0. The ReLU takes
# > 0 although it has no parameters.
assert sorted(printed.split()) == [
    "body.1.bias",
    "body.1.weight",
    "head.weight",
]
shapes = {n: tuple(p.shape) for n, p in Net().named_parameters()}
assert shapes["body.1.weight"] == (3, 4)
assert shapes["head.weight"] == (1, 3)
# %% check what is assigned first comes first
# > which come in the order of registration.
roots = [name.partition(".")[0] for name in printed.split()]
assert roots == ["head", "body", "body"]
# %% fact a Parameter comes before the layers assigned earlier
# > A module's own parameters precede those of its submodules,
net = nn.Module()
net.layer = nn.Linear(1, 1, bias=False)
net.scale = nn.Parameter(torch.ones(1))
names = [name for name, _ in net.named_parameters()]
assert names == ["scale", "layer.weight"]
# %% belied everything comes in the order of assignment
assert names == ["layer.weight", "scale"]
# %% fact one more layer before it renames a layer
# > Insert a layer into `body` before its `Linear`, and
# > `load_state_dict()` refuses an old checkpoint: its keys are
# > these names.
old, new = nn.Module(), nn.Module()
old.body = nn.Sequential(nn.ReLU(), nn.Linear(4, 3))
new.body = nn.Sequential(nn.ReLU(), nn.Dropout(), nn.Linear(4, 3))
saved = old.state_dict()
assert list(saved) == [name for name, _ in old.named_parameters()]
try:
    refused = ""
    new.load_state_dict(saved)
except RuntimeError as mismatch:
    refused = str(mismatch)
assert "body.1.weight" in refused and "body.2.weight" in refused
# %% belied a layer without parameters changes nothing
assert not refused


# %% wrong names count the layers that have parameters
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(3, 1, bias=False)
        self.body = nn.Sequential(nn.Linear(4, 3))


for name, _ in Net().named_parameters():
    print(name)


# %% wrong the names are sorted
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.ReLU(), nn.Linear(4, 3))
        self.head = nn.Linear(3, 1, bias=False)


for name, _ in Net().named_parameters():
    print(name)
