# /// snippet
# [equivalent]
# "print(*: * -> *" = "the same is printed; checks ask each"
# ///
# %% setup
import torch

# %% card
x = torch.ones(2)
w = torch.ones(2, requires_grad=True)
plain = 2 * x
tracked = w * x
print(plain.requires_grad, plain.grad_fn is None)
print(tracked.requires_grad, tracked.grad_fn is None)
# %% output
# False True
# True False
# %% check a node is recorded only where an input requires grad
assert plain.tolist() == [2.0, 2.0]
assert tracked.tolist() == [1.0, 1.0]
assert not plain.requires_grad and plain.grad_fn is None
assert tracked.requires_grad and tracked.grad_fn is not None
tracked.sum().backward()
assert w.grad.tolist() == [1.0, 1.0]
# %% wrong autograd tracks every tensor
x = torch.ones(2, requires_grad=True)
w = torch.ones(2, requires_grad=True)
plain = 2 * x
tracked = w * x
print(plain.requires_grad, plain.grad_fn is None)
print(tracked.requires_grad, tracked.grad_fn is None)
