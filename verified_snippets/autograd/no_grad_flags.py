# /// snippet
# [equivalent]
# "*: out of the block, behind it" = "the block changes no flag"
# "*: into the block *" = "the block changes no flag"
# "print(*: ? -> ?" = "two are alike; checks ask each"
# ///
# %% setup
import torch
from torch import nn

# %% card
w = torch.ones(2, requires_grad=True)
x = 2 * w
with torch.no_grad():
    y = 2 * w
    b = torch.zeros(2, requires_grad=True)
print([t.requires_grad for t in (w, x, y, b)])
# %% output
# [True, True, False, True]
# %% check results under no_grad are computed but not recorded
# > Operations in the block are not recorded: `y` has no `grad_fn`.
assert printed.split(", ")[1:3] == ["True", "False"]
assert x.tolist() == [2.0, 2.0] and y.tolist() == [2.0, 2.0]
assert x.requires_grad and x.grad_fn is not None
assert not y.requires_grad and y.grad_fn is None
assert not y.is_inference() and not b.is_inference()
# %% check no_grad clears no flag
# > The block clears no flag, though: `w` still requires grad,
assert printed.startswith("[True, ")
assert w.requires_grad and w.grad_fn is None
# %% check a tensor made inside may require grad
# > and so do
# >
# > and `b`, which is created with `requires_grad=True`.
assert printed.endswith(", True]\n")
assert b.requires_grad and b.tolist() == [0.0, 0.0]
# %% fact a view made inside keeps the flag, but has no node
# > and so do a view such as `w.view(2)` made inside
v = torch.ones(2, requires_grad=True)
with torch.no_grad():
    view, product = v.view(2), 2 * v
assert view.requires_grad and view.grad_fn is None
assert not product.requires_grad
# %% belied no result in the block requires grad
assert not view.requires_grad
# %% fact no_grad() leaves the mode of a model alone
# > `no_grad()` doesn't put a model into evaluation mode either:
# > `model.training` stays `True`.
model = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5))
with torch.no_grad():
    inside = [module.training for module in model.modules()]
    dropped = model[1](torch.ones(1000)).eq(0).any().item()
assert inside == [True, True, True] and model.training and dropped
# %% belied `no_grad()` includes `eval()`
assert inside == [False, False, False]
# %% wrong no_grad only stops backward(), results stay tracked
w = torch.ones(2, requires_grad=True)
x = 2 * w
y = 2 * w
with torch.no_grad():
    b = torch.zeros(2, requires_grad=True)
print([t.requires_grad for t in (w, x, y, b)])
# %% wrong no_grad freezes the tensors used inside
w = torch.ones(2, requires_grad=True)
x = 2 * w
w.requires_grad_(False)
y = 2 * w
b = torch.zeros(2, requires_grad=True)
print([t.requires_grad for t in (w, x, y, b)])
# %% wrong inference_mode() is a faster no_grad(), and no more
w = torch.ones(2, requires_grad=True)
x = 2 * w
with torch.inference_mode():
    y = 2 * w
    b = torch.zeros(2, requires_grad=True)
print([t.requires_grad for t in (w, x, y, b)])
# %% wrong tensors made under no_grad never require grad
w = torch.ones(2, requires_grad=True)
x = 2 * w
with torch.no_grad():
    y = 2 * w
    b = torch.zeros(2)
print([t.requires_grad for t in (w, x, y, b)])
