# /// snippet
# [equivalent]
# "*: without momentum=" = "0.1 is the default"
# ///
# %% setup
import torch
from torch import nn

# %% card
norm = nn.BatchNorm1d(1, momentum=0.1)
x = torch.tensor([[6.0], [8.0]])

norm(x)
print(norm.running_mean)
# %% output
# tensor([0.7000])
# %% check the batch's mean enters with the weight momentum
torch.testing.assert_close(norm.running_mean, 0.1 * x.mean(dim=0))
assert round(norm.running_mean.item(), 4) == 0.7
# %% wrong momentum is the share of the old value that stays
norm = nn.BatchNorm1d(1, momentum=0.9)
x = torch.tensor([[6.0], [8.0]])

norm(x)
# %% wrong the running mean is the mean of the last batch
norm = nn.BatchNorm1d(1, momentum=1.0)
x = torch.tensor([[6.0], [8.0]])

norm(x)
