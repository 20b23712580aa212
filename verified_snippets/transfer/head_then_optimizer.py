# %% setup
import torch
from torch import nn
from torch.optim import SGD


class Pretrained(nn.Module):
    """A stand-in for a model with a head for 1000 classes."""

    def __init__(self):
        super().__init__()
        self.backbone = nn.Linear(4, 8)
        self.head = nn.Linear(8, 1000)

    def forward(self, x):
        return self.head(self.backbone(x).relu())


model = Pretrained()
# %% card
model.head = nn.Linear(8, 3)
optimizer = SGD(model.parameters(), lr=0.1)
# %% check one step moves the new head and the backbone
# > First change the model, then build the optimizer.
scores = model(torch.randn(64, 4))
assert scores.shape == (64, 3), "the head is not one for 3 classes"
scores.mean().backward()
before = [p.detach().clone() for p in model.parameters()]
optimizer.step()
for p, old in zip(model.parameters(), before, strict=True):
    assert p.grad is not None and p.grad.any(), "no gradient"
    torch.testing.assert_close(
        p.detach(), old - 0.1 * p.grad, rtol=1e-4, atol=1e-6
    )
# %% fact the optimizer goes on with the old parameters
# > An optimizer holds the parameter objects it was given, not the
# > model. Built before the replacement, it keeps the old head's
# > parameters, which the model no longer uses, and doesn't know the
# > new ones. Of this model, only the backbone is trained. Nothing
# > is raised.
net = Pretrained()
old = net.head
sgd = SGD(net.parameters(), lr=0.1)
net.head = nn.Linear(8, 3)
before = [p.detach().clone() for p in net.parameters()]
net(torch.ones(2, 4)).square().sum().backward()
sgd.step()
held = sgd.param_groups[0]["params"]
assert held[2] is old.weight and held[3] is old.bias
assert old not in net.modules()
assert old.weight.grad is None and old.bias.grad is None
assert net.head.weight.grad is not None
same = [torch.equal(p, q) for p, q in zip(net.parameters(), before)]
assert same[1:] == [False, True, True]
# %% belied the optimizer looks up the model's parameters
assert net.head.weight is held[2]
# %% also the optimizer is told of the new head
optimizer = SGD(model.backbone.parameters(), lr=0.1)
model.head = nn.Linear(8, 3)
optimizer.add_param_group({"params": model.head.parameters()})
# %% also a group for each part
model.head = nn.Linear(8, 3)
groups = [
    {"params": part.parameters(), "lr": 0.1}
    for part in (model.backbone, model.head)
]
optimizer = SGD(groups)
# %% wrong the optimizer follows the model's attributes
optimizer = SGD(model.parameters(), lr=0.1)
model.head = nn.Linear(8, 3)
# %% wrong a new head is all there is to train
model.head = nn.Linear(8, 3)
optimizer = SGD(model.head.parameters(), lr=0.1)
# %% wrong a list of the parameters follows the model
parameters = list(model.parameters())
model.head = nn.Linear(8, 3)
optimizer = SGD(parameters, lr=0.1)
# %% wrong out_features sets the number of classes
model.head.out_features = 3
optimizer = SGD(model.parameters(), lr=0.1)
