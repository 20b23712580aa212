# /// snippet
# default_device = false
# ///
# %% setup
import torch

from verified_snippets.kit import device

# %% card
x = torch.ones(3)
y = torch.ones(3, device="meta")
with torch.device("meta"):
    z = torch.ones(3)
print(x.device, y.device, z.device)
# %% output
# cpu meta meta
# %% check ones() uses the default device, which is the CPU
# > On the CPU. `torch.ones` uses the default device, which is the
# > CPU until
assert x.device.type == "cpu" and x.tolist() == [1.0, 1.0, 1.0]
assert printed.startswith("cpu ")
# %% check a device is named, or set for a block
# > or a `with torch.device(...)` block changes it.
# >
# > `device=` chooses one for a single call
assert y.device.type == z.device.type == "meta"
assert y.shape == z.shape == (3,)
assert printed.endswith(" meta meta\n")
# %% fact set_default_device changes it
# > until `torch.set_default_device`
before = torch.get_default_device()
torch.set_default_device("meta")
try:
    changed = torch.ones(3).device
finally:
    torch.set_default_device(None)
assert before.type == "cpu" and changed.type == "meta"
# %% belied the default device is always the CPU
assert changed.type == "cpu"
# %% fact an addition moves no tensor with dimensions
# > An addition moves nothing to the GPU either: on tensors of two
# > devices it raises, unless one is a CPU tensor without
# > dimensions.
others = {"meta", device} - {"cpu"}
refused = []
for other in others:
    far = torch.ones(3, device=other)
    assert (torch.tensor(1.0) + far).device == far.device
    try:
        torch.ones(3) + far
    except RuntimeError:
        refused.append(other)
assert set(refused) == others
# %% belied PyTorch moves one of the two
assert not refused
# %% wrong a factory picks the fastest device by itself
x = torch.ones(3, device="meta")
y = torch.ones(3, device="meta")
with torch.device("meta"):
    z = torch.ones(3)
print(x.device, y.device, z.device)
# %% wrong a block with a device changes nothing for ones()
x = torch.ones(3)
y = torch.ones(3, device="meta")
z = torch.ones(3)
print(x.device, y.device, z.device)
