# /// snippet
# [equivalent]
# "row = *: x -> mask" = "mask has x's dtype and device"
# "print(*: * -> *" = "the same is printed; checks ask each"
# ///
# %% setup
import torch

# %% card
x = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
mask = torch.zeros_like(x)
row = x.new_zeros(3)
print(mask.shape, mask.dtype, mask.requires_grad)
print(row.shape, row.dtype)
# %% output
# torch.Size([2, 3]) torch.float64 False
# torch.Size([3]) torch.float64
# %% check zeros_like takes shape, dtype and device
# > `mask` gets the shape, dtype and device of `x`;
assert mask.shape == (2, 3) and mask.dtype == torch.float64
assert mask.device == x.device
assert x.sum() == 6 and not mask.any()
# %% check new_zeros takes dtype and device, its shape is your own
# > `row` gets its dtype and device, but a shape of its own.
assert row.shape == (3,) and row.dtype == torch.float64
assert row.device == x.device and not row.any()
# %% check zeros_like does not take over requires_grad
# > None of them takes over `requires_grad`.
assert x.requires_grad and not mask.requires_grad
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
# > device instead, so adding it to an `x` on another device raises.
far = torch.ones(2, 3, dtype=torch.float64, device="meta")
plain = torch.zeros(far.shape)
assert plain.dtype == torch.float32
assert plain.device == torch.empty(0).device
raised = False
try:
    far + plain
except RuntimeError:
    raised = True
assert raised and far.device != plain.device
# %% belied the same shape is enough
assert not raised
# %% wrong zeros of the same shape have the same dtype
x = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
mask = torch.zeros(x.shape)
row = x.new_zeros(3)
# %% wrong new_zeros is the same as zeros
x = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
mask = torch.zeros_like(x)
row = torch.zeros(3)
# %% wrong zeros_like takes over requires_grad
x = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
mask = torch.zeros_like(x, requires_grad=True)
row = x.new_zeros(3)
