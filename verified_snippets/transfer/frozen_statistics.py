# /// snippet
# [equivalent]
# "bn.train(): *" = "a new module is in training mode"
# "bn(x): deleted" = "the second changes nothing; a check runs it"
# ///
# %% setup
import torch
from torch import nn

# %% card
bn = nn.BatchNorm1d(1)
bn.requires_grad_(False)
x = torch.tensor([[10.0], [30.0]])

bn.train()
bn(x)
print(f"{bn.running_mean.item():.1f}")

bn.eval()
bn(x)
print(f"{bn.running_mean.item():.1f}")
# %% output
# 2.0
# 2.0
# %% check a frozen BatchNorm in training mode learns statistics
assert not any(p.requires_grad for p in bn.parameters())
assert x.mean().item() == 20.0
assert float(printed.split()[0]) == 2.0
# %% check in evaluation mode it does not
trained, evaluated = printed.split()
assert evaluated == trained
before = bn.running_mean.item()
bn(torch.ones(2, 1))
assert bn.running_mean.item() == before
# %% wrong requires_grad_(False) keeps the running statistics
bn = nn.BatchNorm1d(1).requires_grad_(False).eval()
x = torch.tensor([[10.0], [30.0]])
bn(x)
print(bn.running_mean.item())
print(bn.running_mean.item())
# %% wrong every batch moves the running statistics
bn = nn.BatchNorm1d(1)
bn.requires_grad_(False)
x = torch.tensor([[10.0], [30.0]])
for _ in range(2):
    bn(x)
    print(f"{bn.running_mean.item():.1f}")
