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
words = printed.split()
assert words[1:3] == ["-1.0", "1.0"]
# %% check in eval mode they do not
words = printed.split()
assert words[4:6] == ["0.75", "0.75"]


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
