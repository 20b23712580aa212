# /// snippet
# default_device = false
# [equivalent]
# "y = *: ones -> zeros" = "a meta tensor holds no numbers"
# "print(*: into the block above" = "a block moves nothing"
# ///
# %% setup
import torch

from verified_snippets.kit import device

# %% card
x = torch.ones(3)
with torch.device("meta"):
    y = torch.ones(3)
print(x.device, y.device)
# %% output
# cpu meta
# %% check ones() uses the default device, which is the CPU
# > On the CPU. `torch.ones` uses the default device, which is the
# > CPU until
assert x.device.type == "cpu" and x.tolist() == [1.0, 1.0, 1.0]
assert printed.split()[0] == "cpu"
# %% check a block changes it
# > or a `with torch.device(...)` block
assert y.device.type == "meta" and y.shape == (3,)
assert printed.split()[1] == "meta"
# %% fact a named device comes first, then the default
# > until `torch.set_default_device`
# >
# > changes it. `device=` overrides both.
torch.set_default_device("meta")
try:
    changed, chosen = torch.ones(3), torch.ones(3, device="cpu")
finally:
    torch.set_default_device(None)
with torch.device("meta"):
    assert torch.ones(3, device="cpu").tolist() == [1.0, 1.0, 1.0]
assert changed.device.type == "meta" and chosen.device.type == "cpu"
assert torch.ones(3).device.type == "cpu"
# %% belied the default device is always the CPU
assert changed.device.type == "cpu"
# %% belied what is set overrides what a call says
assert chosen.device.type == "meta"
# %% fact an addition moves no tensor with dimensions
# > An addition moves no tensor either: `x + y` raises on two
# > devices, unless one of the two is a CPU tensor without
# > dimensions.
others = {"meta", device} - {"cpu"}
refused = []
for other in others:
    far = torch.ones(3, device=other)
    assert (torch.tensor(1.0) + far).device == far.device
    for there in (far, far[0]):
        try:
            torch.ones(3) + there
        except RuntimeError:
            refused.append(other)
assert refused == [other for other in others for _ in range(2)]
# %% belied PyTorch moves one of the two
assert not refused
# %% wrong a factory picks the fastest device by itself
x = torch.ones(3, device="meta")
with torch.device("meta"):
    y = torch.ones(3)
print(x.device, y.device)
# %% wrong a block with a device changes nothing for ones()
x = torch.ones(3)
y = torch.ones(3)
print(x.device, y.device)
