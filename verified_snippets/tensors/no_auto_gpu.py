# /// snippet
# default_device = false
# ///
# %% setup
import torch

from verified_snippets.kit import device

# %% card
x = torch.ones(3)
y = torch.ones(3, device=device)
print(x.device, y.device.type == device)
# %% output
# cpu True
# %% check without device=, ones() uses the default device, the CPU
assert x.device.type == "cpu"
assert y.device.type == device
assert x.shape == y.shape == (3,)
# %% wrong a factory picks the fastest device by itself
with torch.device("meta"):
    x = torch.ones(3)
y = torch.ones(3, device=device)
print(x.device, y.device.type == device)
