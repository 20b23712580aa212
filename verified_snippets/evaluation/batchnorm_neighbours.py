# /// snippet
# [equivalent]
# 'print("eval"*: 3.0 -> 4.0' = "no neighbour matters in eval mode"
# 'print("eval"*: 1.0 -> 2.0' = "no neighbour matters in eval mode"
# ///
# %% setup
import torch
from torch import nn
from torch.nn import functional as F


# %% card
def first_output(norm, neighbour):
    batch = torch.tensor([[1.0], [neighbour]])
    return round(norm(batch)[0].item(), 2)


norm = nn.BatchNorm1d(1)
print("train", first_output(norm, 3.0), first_output(norm, -1.0))
norm.eval()
print("eval", first_output(norm, 3.0), first_output(norm, -1.0))
# %% output
# train -1.0 1.0
# eval 0.75 0.75
# %% check in train mode the neighbours change a sample's output
# > Yes, through BatchNorm in training mode: it normalizes with the
# > mean and variance of the current batch.
words = printed.split()
assert words[:3] == ["train", "-1.0", "1.0"]
# %% check in eval mode they do not
# > In evaluation mode it uses its running statistics, which are
# > the same for every batch.
words = printed.split()
mean = 0.9 * (0.9 * 0.0 + 0.1 * 2.0) + 0.1 * 0.0
variance = 0.9 * (0.9 * 1.0 + 0.1 * 2.0) + 0.1 * 2.0
value = str(round((1 - mean) / variance**0.5, 2))
assert words[3:] == ["eval", value, value]
# %% fact without running statistics the neighbours always matter
# > A layer made with `track_running_stats=False` has no running
# > statistics, and normalizes with the batch in evaluation mode
# > too.
layer = nn.BatchNorm1d(1, track_running_stats=False).eval()
assert list(layer.buffers()) == []
found = [
    first_output(layer, neighbour) for neighbour in (3.0, -1.0)
]
assert found == [-1.0, 1.0]
# %% belied in evaluation mode no batch matters
assert found[0] == found[1]


# %% wrong the running statistics normalize in train mode too
def first_output(norm, neighbour):
    batch = torch.tensor([[1.0], [neighbour]])
    norm(batch)
    mean, var = norm.running_mean, norm.running_var
    return round(F.batch_norm(batch, mean, var)[0].item(), 2)


norm = nn.BatchNorm1d(1)
print("train", first_output(norm, 3.0), first_output(norm, -1.0))
norm.eval()
print("eval", first_output(norm, 3.0), first_output(norm, -1.0))


# %% wrong the batch's statistics normalize in eval mode too
def first_output(norm, neighbour):
    batch = torch.tensor([[1.0], [neighbour]])
    return round(norm(batch)[0].item(), 2)


norm = nn.BatchNorm1d(1, track_running_stats=False)
print("train", first_output(norm, 3.0), first_output(norm, -1.0))
norm.eval()
print("eval", first_output(norm, 3.0), first_output(norm, -1.0))
