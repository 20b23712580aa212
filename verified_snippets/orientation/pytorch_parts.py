# /// snippet
# [equivalent]
# "loss = *: arguments swapped" = "a squared error has no order"
# ///
# %% setup
import math

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from verified_snippets.kit import device

# %% card
data = TensorDataset(torch.ones(8, 3), torch.zeros(8, 1))
model = nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
losses = []
for x, y in DataLoader(data, batch_size=4):
    x, y = x.to(device), y.to(device)
    loss = F.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
# %% check these parts together train a model
assert len(losses) == 2 and len(x) == 4
assert all(isinstance(value, float) for value in losses)
assert losses[1] < losses[0]
# Three weights and a bias: a step divides the output by 5.
last = model(x).square().mean().item()
assert math.isclose(losses[1], losses[0] / 25, rel_tol=1e-3)
assert math.isclose(last, losses[1] / 25, rel_tol=1e-3)
# %% wrong autograd updates the weights, without an optimizer
data = TensorDataset(torch.ones(8, 3), torch.zeros(8, 1))
model = nn.Linear(3, 1)
losses = []
for x, y in DataLoader(data, batch_size=4):
    x, y = x.to(device), y.to(device)
    loss = F.mse_loss(model(x), y)
    loss.backward()
    losses.append(loss.item())
