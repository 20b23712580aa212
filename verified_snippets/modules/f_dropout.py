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
# > Pass `training=self.training`,
x = torch.ones(1000)
assert torch.equal(Noise().eval()(x), x), (
    "something changes in evaluation mode"
)
# %% check in training mode each call drops other values
# > Pass `training=self.training`,
noise, x = Noise().train(), torch.ones(1000)
out = noise(x)
assert (x == 1).all(), "the input must stay as it was"
assert (out == 0).any(), "nothing is dropped in training mode"
assert (out[out != 0] == 2).all(), "what is kept must be doubled"
assert not torch.equal(out, noise(x)), "two calls drop the same"
x.requires_grad_()
out = noise(x)
assert out.requires_grad, "no gradient reaches the input"
out.sum().backward()
assert torch.equal(x.grad, out.detach()), "wrong gradient"


# %% fact it drops even inside a module in evaluation mode
# > `F.dropout` drops by default; `training=False` stops it. A
# > function belongs to no module, so `eval()` doesn't reach it.
class Forgetful(nn.Module):
    def forward(self, x):
        return F.dropout(x), F.dropout(x, training=False)


ones = torch.ones(1000)
forgetful = Forgetful().eval()
assert forgetful.training is False
default, told = forgetful(ones)
assert (default == 0).any()
assert torch.equal(told, ones)


# %% belied a function takes the mode of the module that calls it
assert torch.equal(default, told)


# %% fact nn.Dropout follows the mode
# > or use `nn.Dropout`, which does that itself.
ones, dropout = torch.ones(1000), nn.Dropout(0.5)
assert (dropout.train()(ones) == 0).any()
kept = dropout.eval()(ones)
assert torch.equal(kept, ones)


# %% belied the layer goes on dropping too
assert (kept == 0).any()


# %% also a layer that knows its mode
class Noise(nn.Module):
    def __init__(self):
        super().__init__()
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        return self.dropout(x)


# %% also nothing is called in evaluation mode
class Noise(nn.Module):
    def forward(self, x):
        return F.dropout(x, 0.5) if self.training else x


# %% also a mask of its own
class Noise(nn.Module):
    def forward(self, x):
        if not self.training:
            return x
        return x * torch.bernoulli(torch.full_like(x, 0.5)) * 2


# %% wrong F.dropout knows the mode of the module that calls it
class Noise(nn.Module):
    def forward(self, x):
        return F.dropout(x, p=0.5)


# %% wrong F.dropout drops even with training=False
class Noise(nn.Module):
    def forward(self, x):
        return F.dropout(x, p=0.5, training=False)


# %% wrong one mask serves every call
class Noise(nn.Module):
    def __init__(self):
        super().__init__()
        self.mask = None

    def forward(self, x):
        if not self.training:
            return x
        if self.mask is None:
            self.mask = F.dropout(torch.ones_like(x), p=0.5)
        return x * self.mask


# %% wrong dropping in place leaves the caller's tensor alone
class Noise(nn.Module):
    def forward(self, x):
        return F.dropout(x, 0.5, self.training, inplace=True)


# %% wrong no_grad() is evaluation mode
class Noise(nn.Module):
    def forward(self, x):
        training = torch.is_grad_enabled()
        return F.dropout(x, p=0.5, training=training)
