# /// snippet
# devices = ["cpu"]
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
names = [name for name, _ in Net().named_parameters()]
assert names == ["head.weight", "body.1.weight", "body.1.bias"]
assert list(Net().state_dict()) == names
shapes = [p.shape for p in Net().parameters()]
assert shapes == [(1, 3), (3, 4), (3,)]
net = Net()
net.scale = nn.Parameter(torch.ones(1))
assert [name for name, _ in net.named_parameters()] == [
    "scale",
    *names,
]


# %% wrong names count the layers that have parameters
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(3, 1, bias=False)
        self.body = nn.Sequential(nn.Linear(4, 3))


for name, _ in Net().named_parameters():
    print(name)
