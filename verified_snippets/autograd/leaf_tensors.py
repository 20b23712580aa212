# %% setup
import torch

# %% card
a = torch.ones(2)
b = torch.ones(2, requires_grad=True)
c = 2 * b
d = b.double()
print(a.is_leaf, b.is_leaf, c.is_leaf, d.is_leaf)
# %% output
# True True False False
# %% check what an operation made from a tracked tensor is no leaf
leaves = [t.is_leaf for t in (a, b, c, d)]
assert leaves == [True, True, False, False]
assert a.tolist() == [1.0, 1.0] and c.tolist() == [2.0, 2.0]
assert d.tolist() == [1.0, 1.0]
# %% wrong a converted leaf is a leaf
a = torch.ones(2)
b = torch.ones(2, requires_grad=True)
c = 2 * b
d = b.detach().double().requires_grad_()
print(a.is_leaf, b.is_leaf, c.is_leaf, d.is_leaf)
# %% wrong only tensors that require grad are leaves
b = torch.ones(2, requires_grad=True)
a = 0 * b
c = 2 * b
d = b.double()
print(a.is_leaf, b.is_leaf, c.is_leaf, d.is_leaf)
