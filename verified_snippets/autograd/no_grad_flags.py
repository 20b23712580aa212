# /// snippet
# [equivalent]
# "*: into the block *" = "the block changes no flag"
# "*: out of the block, behind it" = "the block changes no flag"
# "print(*: ? -> ?" = "both are True; checks ask each"
# ///
# %% setup
import torch

# %% card
w = torch.ones(2, requires_grad=True)
with torch.no_grad():
    y = 2 * w
    b = torch.zeros(2, requires_grad=True)
print(w.requires_grad, y.requires_grad, b.requires_grad)
# %% output
# True False True
# %% check results under no_grad are computed but not recorded
assert y.tolist() == [2.0, 2.0]
assert not y.requires_grad and y.grad_fn is None
# %% check no_grad changes the flag of no leaf, old or new
assert w.requires_grad and b.requires_grad
assert b.tolist() == [0.0, 0.0]
# %% wrong no_grad only stops backward(), results stay tracked
w = torch.ones(2, requires_grad=True)
y = 2 * w
b = torch.zeros(2, requires_grad=True)
print(w.requires_grad, y.requires_grad, b.requires_grad)
# %% wrong tensors made under no_grad never require grad
w = torch.ones(2, requires_grad=True)
with torch.no_grad():
    y = 2 * w
    b = torch.zeros(2)
print(w.requires_grad, y.requires_grad, b.requires_grad)
