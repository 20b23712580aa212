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
# %% check one step moves the new head
before = model.head.bias.clone()
scores = model(torch.ones(2, 4))
assert scores.shape == (2, 3)
scores.sum().backward()
optimizer.step()
torch.testing.assert_close(
    before - model.head.bias, torch.full_like(before, 0.1 * 2)
)
# %% wrong the optimizer follows the model's attributes
optimizer = SGD(model.parameters(), lr=0.1)
model.head = nn.Linear(8, 3)
