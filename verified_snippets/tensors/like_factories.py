# %% setup
import torch


# %% card
def zeros_for(x):
    mask = torch.zeros_like(x)
    row = x.new_zeros(3)
    return mask, row


# %% check zeros_like takes shape, dtype and device
# > `mask` gets the shape, dtype and device of `x`;
for target in ("cpu", "meta"):
    x = torch.ones(2, 3, dtype=torch.float64, device=target)
    mask, _ = zeros_for(x)
    assert mask.shape == (2, 3) and mask.dtype == torch.float64
    assert mask.device.type == target
mask, _ = zeros_for(torch.ones(2, 3, device="cpu"))
assert not mask.any()
# %% check new_zeros takes dtype and device, its shape is your own
# > `row` gets its dtype and device, but a shape of its own.
for target in ("cpu", "meta"):
    x = torch.ones(2, 4, dtype=torch.float64, device=target)
    _, row = zeros_for(x)
    assert row.shape == (3,) and row.dtype == torch.float64
    assert row.device.type == target
_, row = zeros_for(torch.ones(2, 4, device="cpu"))
assert not row.any()
# %% check they do not take over requires_grad
# > None of them takes over `requires_grad`.
x = torch.ones(2, 3, requires_grad=True)
assert x.requires_grad
assert [t.requires_grad for t in zeros_for(x)] == [False, False]
# %% fact so it is for the others, on any device
# > `zeros_like`, `ones_like` and `full_like` take over shape, dtype
# > and device; the methods `new_zeros`, `new_ones` and `new_full`
# > take over dtype and device. None of them takes over
# > `requires_grad`.
dtype, device = torch.float64, "meta"
far = torch.ones(
    2, 3, dtype=dtype, device=device, requires_grad=True
)
like = [torch.zeros_like(far), torch.ones_like(far)]
like += [torch.full_like(far, 7)]
new = [far.new_zeros(3), far.new_ones(3), far.new_full((3,), 7)]
assert {t.shape for t in like} == {(2, 3)}
assert {t.shape for t in new} == {(3,)}
for t in like + new:
    assert t.dtype == dtype and t.device.type == device
    assert far.requires_grad and not t.requires_grad
# %% belied they require grad as well
assert any(t.requires_grad for t in like + new)
# %% fact zeros of the same shape have the defaults
# > `torch.zeros(x.shape)` has the default dtype and the default
# > device instead,
x = torch.ones(2, 3, dtype=torch.float16, device="cpu")
before = torch.get_default_dtype()
torch.set_default_dtype(torch.float64)
try:
    with torch.device("meta"):
        plain = torch.zeros(x.shape)
finally:
    torch.set_default_dtype(before)
assert plain.shape == (2, 3) and plain.device.type == "meta"
assert plain.dtype == torch.float64
# %% belied they lie where x does
assert plain.device == x.device
# %% belied they are float32 whatever the default is
assert plain.dtype == torch.float32
# %% fact on another device they can't be added
# > so `x + torch.zeros(x.shape)` raises for an `x` with dimensions
# > on another device.
refused = []
for shape in [(2, 3), (1,), (0,)]:
    x = torch.ones(shape, device="meta")
    try:
        x + torch.zeros(x.shape)
    except RuntimeError:
        refused.append(shape)
assert refused == [(2, 3), (1,), (0,)]
# %% belied the same shape is enough
assert not refused


# %% wrong zeros of the same shape have the same dtype
def zeros_for(x):
    mask = torch.zeros(x.shape)
    row = x.new_zeros(3)
    return mask, row


# %% wrong the dtype is all that a new row needs
def zeros_for(x):
    mask = torch.zeros_like(x)
    row = torch.zeros(3, dtype=x.dtype)
    return mask, row


# %% wrong zeros_like takes over requires_grad
def zeros_for(x):
    mask = torch.zeros_like(x, requires_grad=x.requires_grad)
    row = x.new_zeros(3)
    return mask, row
