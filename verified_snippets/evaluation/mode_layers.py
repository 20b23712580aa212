# /// snippet
# [equivalent]
# "return *: arguments swapped" = "either order compares both modes"
# "*: 64 -> 65" = "a batch of any size shows it"
# "*nn.Linear(*: 32 -> 33" = "any number of outputs shows it"
# ///
# %% setup
import torch
from torch import nn


# %% card
def is_same_in_both_modes(layer):
    x = torch.rand(64, 32)
    return torch.allclose(layer.train()(x), layer.eval()(x))


print("Linear", is_same_in_both_modes(nn.Linear(32, 32)))
print("Dropout", is_same_in_both_modes(nn.Dropout(0.5)))
print("BatchNorm", is_same_in_both_modes(nn.BatchNorm1d(32)))
print("LayerNorm", is_same_in_both_modes(nn.LayerNorm(32)))
# %% output
# Linear True
# Dropout False
# BatchNorm False
# LayerNorm True
# %% check the mode matters to Dropout and BatchNorm, not LayerNorm
found = dict(line.split() for line in printed.splitlines())
assert found["Linear"] == found["LayerNorm"] == "True"
assert found["Dropout"] == found["BatchNorm"] == "False"
assert not is_same_in_both_modes(nn.Dropout(0.5).eval())
assert not is_same_in_both_modes(nn.BatchNorm1d(32))
# %% fact what the other two normalize over
# > LayerNorm normalizes over the last dimensions, GroupNorm over
# > groups of channels, both with the mean and variance of the input
# > at hand. Neither keeps running statistics, and `eval()` has
# > nothing to switch.
tokens = torch.tensor([[[1.0, 3.0], [10.0, 2.0]]])
square = torch.tensor([[[1.0, 1.0], [3.0, 3.0]]])
channels = torch.tensor([[1.0, 3.0, 10.0, 2.0]])
for layer, x, signs in (
    (nn.LayerNorm(2), tokens, [-1.0, 1.0, 1.0, -1.0]),
    (nn.LayerNorm((2, 2)), square, [-1.0, -1.0, 1.0, 1.0]),
    (nn.GroupNorm(2, 4), channels, [-1.0, 1.0, 1.0, -1.0]),
):
    expected = torch.tensor(signs).reshape(x.shape)
    for y in (layer.train()(x), layer.eval()(x)):
        torch.testing.assert_close(y, expected, atol=1e-4, rtol=0)
    assert list(layer.buffers()) == []
# %% belied evaluation mode uses running statistics, 0 and 1
torch.testing.assert_close(y, x, atol=1e-2, rtol=0)
# %% belied each sample has one mean and one variance
sample = torch.tensor([1.0, 3.0, 10.0, 2.0])
whole = (sample - sample.mean()) / sample.std(correction=0)
torch.testing.assert_close(y[0], whole, atol=1e-2, rtol=0)
# %% fact the two that change
# > Dropout drops in training mode only. BatchNorm normalizes with
# > the batch's statistics in training mode, and with its running
# > ones in evaluation mode.
x = torch.tensor([[6.0], [8.0]]).repeat(100, 1)
dropout, norm = nn.Dropout(0.5), nn.BatchNorm1d(1)
assert (dropout.train()(x) == 0).any()
assert torch.equal(dropout.eval()(x), x)
y = norm.train()(x)
torch.testing.assert_close(y, x - 7, atol=1e-4, rtol=0)
norm.running_mean.fill_(5.0)
norm.running_var.fill_(4.0)
y = norm.eval()(x)
torch.testing.assert_close(y, (x - 5) / 2, atol=1e-4, rtol=0)
# %% belied BatchNorm centres the batch in evaluation mode
assert abs(y.mean().item()) < 0.1


# %% wrong every normalization has running statistics
def is_same_in_both_modes(layer):
    x = torch.rand(64, 32)
    y = layer.train()(x)
    if "Norm" in type(layer).__name__:
        return torch.allclose(y, x)
    return torch.allclose(y, layer.eval()(x))


print("Linear", is_same_in_both_modes(nn.Linear(32, 32)))
print("Dropout", is_same_in_both_modes(nn.Dropout(0.5)))
print("BatchNorm", is_same_in_both_modes(nn.BatchNorm1d(32)))
print("LayerNorm", is_same_in_both_modes(nn.LayerNorm(32)))


# %% wrong a layer compared with itself stands for both modes
def is_same_in_both_modes(layer):
    x = torch.rand(64, 32)
    layer.eval()
    return torch.allclose(layer(x), layer(x))


print("Linear", is_same_in_both_modes(nn.Linear(32, 32)))
print("Dropout", is_same_in_both_modes(nn.Dropout(0.5)))
print("BatchNorm", is_same_in_both_modes(nn.BatchNorm1d(32)))
print("LayerNorm", is_same_in_both_modes(nn.LayerNorm(32)))
