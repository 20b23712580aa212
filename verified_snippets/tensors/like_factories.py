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
    x = torch.ones(2, 3, dtype=torch.float64, device=target)
    _, row = zeros_for(x)
    assert row.shape == (3,) and row.dtype == torch.float64
    assert row.device.type == target
_, row = zeros_for(torch.ones(2, 3, device="cpu"))
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
# > device instead, so `x + torch.zeros(x.shape)` raises for an `x`
# > on another device, unless `x` has no dimensions.
x = torch.ones(2, 3, dtype=torch.float64, device="meta")
assert torch.zeros(x.shape).dtype == torch.float32
assert torch.zeros(x.shape).device == torch.empty(0).device
raised = False
try:
    x + torch.zeros(x.shape)
except RuntimeError:
    raised = True
assert raised
x = torch.tensor(1.0, device="meta")
plain = torch.zeros(x.shape, device="cpu")
assert x.dim() == 0 and (x + plain).device == x.device
# %% belied the same shape is enough
assert not raised


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
