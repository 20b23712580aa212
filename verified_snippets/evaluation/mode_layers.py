# /// snippet
# [equivalent]
# "layer.to(device): *" = "shows on another device only"
# "return *: arguments swapped" = "either order compares both modes"
# "*: 64 -> 65" = "a batch of any size shows it"
# "*nn.Linear(*: 32 -> 33" = "any number of outputs shows it"
# ///
# %% setup
import torch
from torch import nn

from verified_snippets.kit import device


# %% card
def is_same_in_both_modes(layer):
    x = torch.rand(64, 32)
    layer.to(device)
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
assert not is_same_in_both_modes(nn.Dropout(0.5).eval())
assert not is_same_in_both_modes(nn.BatchNorm1d(32))
for layer in (
    nn.LayerNorm(32),
    nn.GroupNorm(4, 32),
    nn.Linear(32, 9),
):
    assert is_same_in_both_modes(layer)


# %% wrong eval() switches every normalization off
def is_same_in_both_modes(layer):
    x = torch.rand(64, 32)
    layer.to(device)
    if isinstance(layer, nn.LayerNorm | nn.GroupNorm):
        return torch.allclose(layer(x), x)
    return torch.allclose(layer.train()(x), layer.eval()(x))


# %% wrong no layer behaves differently in evaluation mode
def is_same_in_both_modes(layer):
    x = torch.rand(64, 32)
    layer.to(device).eval()
    return torch.allclose(layer(x), layer(x))
