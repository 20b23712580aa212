# /// snippet
# [equivalent]
# "y = layers(*" = "the call is refused with any argument"
# ///
# %% setup
import torch
from torch import nn

# %% card
layers = nn.ModuleList([nn.Linear(4, 4), nn.Linear(4, 2)])
y = layers(torch.ones(1, 4))
# %% raises NotImplementedError
# ... missing the required "forward"
# %% check a ModuleList holds layers and has no forward
assert isinstance(error, NotImplementedError)
assert len(layers) == 2
x = torch.ones(1, 4)
for layer in layers:
    x = layer(x)
assert x.shape == (1, 2)
# %% wrong a ModuleList runs its layers in order
layers = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 2))
y = layers(torch.ones(1, 4))
