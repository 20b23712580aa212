# /// snippet
# [equivalent]
# "x = *: into the block below" = "a new leaf has its flag there"
# "with *: into the block above" = "the inner mode decides"
# "print(*: into the block above" = "the flags are the same there"
# "print(*: ? -> ?" = "both are False; checks ask each"
# "print(a.*: arguments swapped" = "both are False"
# ///
# %% setup
import torch

# %% card
x = torch.ones(2, requires_grad=True)

with torch.no_grad():
    a = 2 * x
with torch.inference_mode():
    b = 2 * x

print(a.requires_grad, a.is_inference())
print(b.requires_grad, b.is_inference())
# %% output
# False False
# False True
# %% check neither mode records a graph, both compute as always
# > Neither records a graph: no new tensor gets a `grad_fn`.
assert x.requires_grad and (2 * x).grad_fn is not None
assert a.tolist() == b.tolist() == [2.0, 2.0]
flags = [line.split() for line in printed.splitlines()]
assert [flag[0] for flag in flags] == ["False", "False"]
assert a.grad_fn is None and not a.requires_grad
assert b.grad_fn is None and not b.requires_grad
# %% check only inference_mode makes inference tensors
# > For tensors allocated in its block,
# >
# > they stay inference tensors afterwards.
assert not a.is_inference()
assert b.is_inference()
flags = [line.split() for line in printed.splitlines()]
assert [flag[1] for flag in flags] == ["False", "True"]
# %% fact there is no version counter, and views have no base
# > For tensors allocated in its block, `inference_mode()` also
# > skips version counters and the tracking of views;
with torch.no_grad():
    kept = torch.ones(2)
    kept.add_(1)
    view = kept[:1]
with torch.inference_mode():
    light = torch.ones(2)
    light.add_(1)
    bare = light[:1]
    kept.add_(1)
    assert kept[:1]._base is kept
assert kept._version == 2 and view._base is kept
try:
    counted = light._version
except RuntimeError:
    counted = None
assert counted is None and bare._base is None
# %% belied the counter counts as under no_grad
assert counted == 1
# %% belied no counter counts in the block
assert kept._version == 1
# %% fact a tensor that had a grad_fn keeps it
# > no new tensor gets a `grad_fn`.
y = 2 * torch.ones(2, requires_grad=True)
with torch.no_grad():
    changed, new = y.add_(1), y + 1
assert changed.grad_fn is not None and new.grad_fn is None
# %% belied no result has one
assert changed.grad_fn is None
# %% fact a backward pass cannot use it
# > Use `no_grad()` where a result will meet autograd again: an
# > inference tensor can't be saved for a later backward pass.
w = torch.ones(2, requires_grad=True)
with torch.no_grad():
    usual = torch.full((2,), 3.0)
with torch.inference_mode():
    light = torch.full((2,), 3.0)
(w * usual).sum().backward()
assert w.grad.tolist() == [3.0, 3.0]
try:
    product = w * light
except RuntimeError as refused:
    product = None
    assert "cannot be saved for backward" in str(refused)
assert product is None
# %% belied it can, as a constant
assert product is not None
# %% wrong no_grad marks its tensors for good too
x = torch.ones(2, requires_grad=True)

with torch.inference_mode():
    a = 2 * x
    b = 2 * x

print(a.requires_grad, a.is_inference())
print(b.requires_grad, b.is_inference())
# %% wrong no_grad leaves the graph on, inference_mode does not
x = torch.ones(2, requires_grad=True)

a = 2 * x
with torch.inference_mode():
    b = 2 * x

print(a.requires_grad, a.is_inference())
print(b.requires_grad, b.is_inference())
# %% wrong inference_mode ends with its block
x = torch.ones(2, requires_grad=True)

with torch.no_grad():
    a = 2 * x
with torch.inference_mode():
    b = 2 * x
b = b.clone()

print(a.requires_grad, a.is_inference())
print(b.requires_grad, b.is_inference())
