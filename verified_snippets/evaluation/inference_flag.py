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
assert (2 * x).requires_grad
assert a.tolist() == b.tolist() == [2.0, 2.0]
assert not a.requires_grad
assert not b.requires_grad
# %% check only inference_mode makes inference tensors
assert not a.is_inference()
assert b.is_inference()
# %% wrong no_grad marks its tensors for good too
x = torch.ones(2, requires_grad=True)

with torch.inference_mode():
    a = 2 * x
    b = 2 * x
# %% wrong no_grad leaves the graph on, inference_mode does not
x = torch.ones(2, requires_grad=True)

a = 2 * x
with torch.inference_mode():
    b = 2 * x
