# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch

# %% card
w = torch.ones(2, requires_grad=True)
w.numpy()
# %% raises RuntimeError
# Can't call numpy() on Tensor that requires grad
# %% check numpy() refuses a tensor that requires grad
# > It raises:
assert w.requires_grad and w.tolist() == [1.0, 1.0]
assert "requires grad" in str(error)
# %% fact a detached array shares memory, outside the graph
# > NumPy records nothing, so no gradient could flow back through
# > the array. Write `w.detach().numpy()`, whose array shares its
# > memory with `w`.
tracked = torch.ones(2, requires_grad=True)
array = tracked.detach().numpy()
array[0] = 7
assert tracked.tolist() == [7.0, 1.0]
assert (2 * tracked).requires_grad
back = torch.from_numpy(2 * array)
assert back.tolist() == [14.0, 2.0]
# %% belied NumPy's product is in the graph
assert back.requires_grad
# %% fact without recording it needs no detach
# > `w.numpy(force=True)` needs no `detach()`, nor does `w.numpy()`
# > under `torch.no_grad()`.
tracked = torch.ones(2, requires_grad=True)
forced = tracked.numpy(force=True)
refused = False
try:
    with torch.no_grad():
        assert tracked.numpy().tolist() == [1.0, 1.0]
except RuntimeError:
    refused = True
assert forced.tolist() == [1.0, 1.0] and not refused
# %% belied a tensor that requires grad is always refused
assert refused
# %% fact another device refuses
# > A tensor on another device refuses as well: its error asks for
# > `.cpu()`.
said = ""
try:
    torch.ones(2, device="meta").numpy()
except TypeError as error:
    said = str(error)
assert ".cpu()" in said
# %% belied it is copied to the CPU
assert said == ""
# %% wrong numpy() detaches by itself
w = torch.ones(2, requires_grad=True)
w.detach().numpy()
# %% wrong numpy() copies what it reads
w = torch.ones(2, requires_grad=True)
w.detach().clone().numpy()
