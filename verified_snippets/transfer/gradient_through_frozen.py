# /// snippet
# [equivalent]
# "for layer in *: * -> *" = "both print True"
# ///
# %% setup
import torch
from torch import nn

# %% card
first, frozen, last = (nn.Linear(2, 2) for _ in range(3))
frozen.requires_grad_(False)
x = torch.ones(1, 2)
last(frozen(first(x))).sum().backward()
for layer in (first, frozen, last):
    print(layer.weight.grad is not None)
# %% output
# True
# False
# True
# %% check gradients pass through a frozen layer
assert frozen.weight.grad is None
assert first.weight.grad is not None
assert first.weight.grad.any()
passed = (last.weight @ frozen.weight).sum(0)
torch.testing.assert_close(first.bias.grad, passed)
assert last.bias.grad.tolist() == [1.0, 1.0]
# %% wrong a frozen layer stops the gradient
first, frozen, last = (nn.Linear(2, 2) for _ in range(3))
x = torch.ones(1, 2)
with torch.no_grad():
    hidden = frozen(first(x))
last(hidden).sum().backward()
# %% wrong a frozen layer gets a gradient that is not used
first, frozen, last = (nn.Linear(2, 2) for _ in range(3))
x = torch.ones(1, 2)
last(frozen(first(x))).sum().backward()
