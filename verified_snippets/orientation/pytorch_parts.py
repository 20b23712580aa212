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

# %% card
data = TensorDataset(torch.ones(8, 3), torch.zeros(8, 1))
model = nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
losses = []
for x, y in DataLoader(data, batch_size=4):
    loss = F.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
# %% check these parts together train a model
# > Tensors with automatic differentiation (autograd); on top of
# > them layers (`torch.nn`), optimizers (`torch.optim`) and data
# > loading (`torch.utils.data`).
assert isinstance(model, nn.Module) and model.weight.shape == (1, 3)
assert isinstance(optimizer, torch.optim.Optimizer)
assert len(losses) == 2 and len(x) == 4
assert all(isinstance(value, float) for value in losses)
assert losses[1] < losses[0]
# Three weights and a bias: a step divides the output by 5.
last = model(x).square().mean().item()
assert math.isclose(losses[1], losses[0] / 25, rel_tol=1e-3)
assert math.isclose(last, losses[1] / 25, rel_tol=1e-3)
# %% fact there are a compiler and an exporter
# > There are also a compiler (`torch.compile`), an exporter
# > (`torch.export`)
layer, ones, kept = nn.Linear(3, 1), torch.ones(4, 3), []


def keep(graph, _inputs):
    kept.append(graph)
    return graph.forward


torch.compiler.reset()
compiled = torch.compile(layer, backend=keep)
torch.testing.assert_close(compiled(ones), layer(ones))
exported = torch.export.export(layer, (ones,)).module()
torch.testing.assert_close(exported(ones), layer(ones))
assert len(kept) == 1
# %% belied a compiled model runs without a graph
assert not kept
# %% stated definition
# > and distributed training (`torch.distributed`).
# %% fact gradients alone move no weight
# > Autograd only computes gradients: without `optimizer.step()` no
# > weight in this loop would move.
layer = nn.Linear(3, 1)
before = [p.detach().clone() for p in layer.parameters()]
step = torch.optim.SGD(layer.parameters(), lr=0.1)
for _ in range(2):
    step.zero_grad()
    layer(torch.ones(4, 3)).square().mean().backward()
after = list(layer.parameters())
assert all(p.grad.abs().min() > 0 for p in after)
assert all(map(torch.equal, before, after))
# %% belied backward() moves the weights
assert not torch.equal(before[0], after[0])
# %% wrong autograd updates the weights, without an optimizer
data = TensorDataset(torch.ones(8, 3), torch.zeros(8, 1))
model = nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
losses = []
for x, y in DataLoader(data, batch_size=4):
    loss = F.mse_loss(model(x), y)
    loss.backward()
    losses.append(loss.item())
# %% wrong the gradients may be cleared just before the step
data = TensorDataset(torch.ones(8, 3), torch.zeros(8, 1))
model = nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
losses = []
for x, y in DataLoader(data, batch_size=4):
    loss = F.mse_loss(model(x), y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    losses.append(loss.item())
# %% wrong clearing once is enough
data = TensorDataset(torch.ones(8, 3), torch.zeros(8, 1))
model = nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
losses = []
optimizer.zero_grad()
for x, y in DataLoader(data, batch_size=4):
    loss = F.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
