# %% setup
import torch
from torch import nn
from torch.optim import SGD

from verified_snippets.kit import device


class Pretrained(nn.Module):
    """A stand-in for a model with a head for 1000 classes."""

    def __init__(self):
        super().__init__()
        self.backbone = nn.Linear(4, 8)
        self.head = nn.Linear(8, 1000)

    def forward(self, x):
        return self.head(self.backbone(x).relu())


model = Pretrained().to(device)
# %% card
model.head = nn.Linear(8, 3)
optimizer = SGD(model.parameters(), lr=0.1)
# %% check one step moves the new head
before = model.head.bias.detach().clone()
scores = model(torch.ones(2, 4))
assert scores.shape == (2, 3), "the head is not one for 3 classes"
scores.sum().backward()
optimizer.step()
torch.testing.assert_close(
    before - model.head.bias.detach(),
    torch.full((3,), 0.1 * 2),
    rtol=1e-4,
    atol=1e-5,
)
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
# %% wrong a list of the parameters follows the model
parameters = list(model.parameters())
model.head = nn.Linear(8, 3)
optimizer = SGD(parameters, lr=0.1)
# %% wrong out_features sets the number of classes
model.head.out_features = 3
optimizer = SGD(model.parameters(), lr=0.1)
