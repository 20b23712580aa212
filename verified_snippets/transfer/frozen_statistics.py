# /// snippet
# [equivalent]
# "bn.train(): *" = "a new module is in training mode"
# ///
# %% setup
import torch
from torch import nn

# %% card
bn = nn.BatchNorm1d(1)
bn.requires_grad_(False)
x = torch.tensor([[10.0], [30.0]])

bn.train()
y = bn(x)
print(f"{bn.running_mean.item():.1f}")

bn.eval()
y = bn(x)
print(f"{bn.running_mean.item():.1f}")
# %% output
# 2.0
# 2.0
# %% check a frozen BatchNorm in training mode learns statistics
# > `requires_grad_(False)` freezes parameters, and the running mean
# > is a buffer. In training mode a forward pass updates it without
# > any gradient: here from 0 to 0.1 × 20.
assert not any(p.requires_grad for p in bn.parameters())
assert all(p.grad is None for p in bn.parameters())
assert "running_mean" in dict(bn.named_buffers())
assert nn.BatchNorm1d(1).running_mean.item() == 0
assert x.mean().item() == 20.0 and bn.momentum == 0.1
assert float(printed.split()[0]) == 2.0
# %% check in evaluation mode it does not
# > In evaluation mode it stays.
assert not bn.training
assert y.mean() > 1, "y is normalized with its own batch"
trained, evaluated = printed.split()
assert evaluated == trained
before = bn.running_mean.item()
bn(torch.ones(2, 1))
assert bn.running_mean.item() == before
# %% fact it drifts to the new data, even under no_grad()
# > The statistics of a frozen backbone with BatchNorm drift towards
# > the new data, even under `no_grad()`, until its BatchNorm layers
# > are in evaluation mode.
backbone = nn.Sequential(nn.Identity(), nn.BatchNorm1d(1))
backbone.requires_grad_(False)
batch = torch.tensor([[10.0], [30.0]])
means = [0.0]
with torch.no_grad():
    for _ in range(100):
        backbone(batch)
        means.append(backbone[1].running_mean.item())
    backbone[1].eval()
    backbone(batch + 100)
assert means[:100] == sorted(set(means[:100]))
assert abs(means[-1] - 20) < 0.01
assert backbone[1].running_mean.item() == means[-1]
# %% belied no_grad() keeps the statistics
assert means[-1] == 0
# %% wrong requires_grad_(False) keeps the running statistics
bn = nn.BatchNorm1d(1).requires_grad_(False).eval()
x = torch.tensor([[10.0], [30.0]])
for _ in range(2):
    y = bn(x)
    print(f"{bn.running_mean.item():.1f}")
# %% wrong every batch moves the running statistics
bn = nn.BatchNorm1d(1)
bn.requires_grad_(False)
x = torch.tensor([[10.0], [30.0]])
for _ in range(2):
    y = bn(x)
    print(f"{bn.running_mean.item():.1f}")
