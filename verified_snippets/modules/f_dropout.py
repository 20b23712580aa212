# /// snippet
# [equivalent]
# "*: without p=" = "0.5 is the default of p"
# ///
# %% setup
import torch
import torch.nn.functional as F
from torch import nn


# %% card
class Noise(nn.Module):
    def forward(self, x):
        return F.dropout(x, p=0.5, training=self.training)


# %% check in evaluation mode nothing is dropped
x = torch.ones(1000)
assert torch.equal(Noise().eval()(x), x)
# %% check in training mode values are dropped
x = torch.ones(1000)
assert (Noise().train()(x) == 0).any()


# %% wrong F.dropout knows the mode of the module that calls it
class Noise(nn.Module):
    def forward(self, x):
        return F.dropout(x, p=0.5)


# %% wrong F.dropout drops even with training=False
class Noise(nn.Module):
    def forward(self, x):
        return F.dropout(x, p=0.5, training=False)
