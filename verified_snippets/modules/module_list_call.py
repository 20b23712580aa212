# /// snippet
# [equivalent]
# "y = layers(*" = "the call is refused with any argument"
# ///
# %% setup
import torch
import torch.nn.functional as F
from torch import nn

# %% card
layers = nn.ModuleList([nn.Linear(4, 4), nn.Linear(4, 2)])
y = layers(torch.ones(1, 4))
# %% raises NotImplementedError
# ... missing the required "forward"
# %% check a ModuleList registers layers and has no forward
# > It raises a NotImplementedError. A `ModuleList` registers its
# > layers and can be indexed and looped over, but it has no
# > `forward` of its own: write the loop yourself.
assert isinstance(error, NotImplementedError)
assert [name for name, _ in layers.named_parameters()] == [
    "0.weight",
    "0.bias",
    "1.weight",
    "1.bias",
]
assert "forward" not in vars(type(layers))
assert len(layers) == 2 and layers[-1].out_features == 2
x = torch.ones(1, 4)
for layer in layers:
    x = layer(x)
assert x.shape == (1, 2)
# %% fact a Sequential can be called, and runs layer by layer
# > `nn.Sequential` has one, which runs its layers in order.
chain = nn.Sequential(nn.Tanh(), nn.Softplus())
x = torch.ones(1)
torch.testing.assert_close(
    chain(x), F.softplus(torch.tanh(x)), rtol=1e-5, atol=1e-6
)
# %% belied it begins with the last layer
torch.testing.assert_close(
    chain(x), torch.tanh(F.softplus(x)), rtol=1e-5, atol=1e-6
)
# %% wrong a ModuleList runs its layers in order
layers = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 2))
y = layers(torch.ones(1, 4))
# %% wrong a ModuleList is no more than a Python list
layers = [nn.Linear(4, 4), nn.Linear(4, 2)]
y = layers(torch.ones(1, 4))  # raises
