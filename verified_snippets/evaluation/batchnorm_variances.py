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
# > BatchNorm normalizes a training batch with the biased variance,
# > divided by n: here 1, so the output is ±1.
torch.testing.assert_close(y, [-1.0, 1.0], atol=1e-4, rtol=0)
assert printed.splitlines()[0] == "[-1.0, 1.0]"
# %% check it stores the unbiased variance
# > It stores the unbiased one, divided by n - 1: here 2.
assert abs(norm.running_var.item() - 2.0) < 1e-5
assert printed.splitlines()[-1] == "2.0"
# %% fact n counts the pixels, too
# > With n values per channel, BatchNorm normalizes
layer = nn.BatchNorm2d(2, momentum=1.0)
image = torch.tensor([[[[0.0, 2.0]], [[0.0, 4.0]]]])
y = layer(image).flatten()
expected = torch.tensor([-1.0, 1.0, -1.0, 1.0])
torch.testing.assert_close(y, expected, atol=1e-4, rtol=0)
variances = layer.running_var
expected = torch.tensor([2.0, 8.0])
torch.testing.assert_close(variances, expected, atol=1e-4, rtol=0)
# %% belied n counts the samples, here one
torch.testing.assert_close(y, torch.zeros(4), atol=1e-4, rtol=0)
# %% fact the modes differ, although only this batch is stored
# > In evaluation mode the same batch therefore gives another
# > result, even with momentum 1.
layer = nn.BatchNorm1d(1, momentum=1.0)
batch = torch.tensor([[0.0], [2.0]])
trained = layer(batch).flatten().tolist()
stored = layer.eval()(batch).flatten().tolist()
expected = [-(0.5**0.5), 0.5**0.5]
torch.testing.assert_close(stored, expected, atol=1e-4, rtol=0)
# %% belied with momentum 1 both modes give the same
torch.testing.assert_close(stored, trained, atol=1e-4, rtol=0)
# %% fact n and n - 1 come closer
# > For a large n the two variances hardly differ.
layer = nn.BatchNorm1d(1, momentum=1.0)
batch = torch.tensor([[0.0], [2.0]]).repeat(500, 1)
layer(batch)
ratio = layer.running_var.item() / 1.0
assert 1.0005 < ratio < 1.0015
# %% belied the stored variance is always twice the other
assert abs(ratio - 2.0) < 0.1
# %% wrong the stored variance is the one it normalizes with
norm = nn.BatchNorm1d(1, momentum=1.0)
x = torch.tensor([[0.0], [2.0]])

y = norm(x).flatten().tolist()
norm.running_var = x.var(dim=0, correction=0)
print([round(value, 2) for value in y])
print(round(norm.running_var.item(), 2))
# %% wrong it normalizes with the variance it stores
norm = nn.BatchNorm1d(1, momentum=1.0)
x = torch.tensor([[0.0], [2.0]])

norm(x)
y = norm.eval()(x).flatten().tolist()
print([round(value, 2) for value in y])
print(round(norm.running_var.item(), 2))
