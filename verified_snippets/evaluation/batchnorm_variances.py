# /// snippet
# [equivalent]
# "print(*round(*: 2 -> 3" = "three decimals print the same"
# ///
# %% setup
import torch
from torch import nn

# %% card
norm = nn.BatchNorm1d(1, momentum=1.0)
x = torch.tensor([[0.0], [2.0]])

y = norm(x).flatten().tolist()
print([round(value, 2) for value in y])
print(round(norm.running_var.item(), 2))
# %% output
# [-1.0, 1.0]
# 2.0
# %% check it normalizes with the biased variance of the batch
torch.testing.assert_close(y, [-1.0, 1.0], atol=1e-4, rtol=0)
# %% check it stores the unbiased variance
stored = torch.tensor([2.0])
torch.testing.assert_close(norm.running_var, stored)
# %% wrong the stored variance is the one it normalizes with
norm = nn.BatchNorm1d(1, momentum=1.0)
x = torch.tensor([[0.0], [2.0]])

y = norm(x).flatten().tolist()
norm.running_var = x.var(dim=0, correction=0)
# %% wrong it normalizes with the variance it stores
norm = nn.BatchNorm1d(1, momentum=1.0)
x = torch.tensor([[0.0], [2.0]])

norm(x)
y = norm.eval()(x).flatten().tolist()
