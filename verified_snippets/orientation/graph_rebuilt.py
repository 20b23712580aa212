# %% setup
import torch

# %% card
x = torch.tensor(2.0, requires_grad=True)
scale = 3.0
first = scale * x
scale = 5.0
second = scale * x
first.backward()
print(x.grad.item())
print(first.grad_fn is second.grad_fn)
# %% output
# 3.0
# False
# %% check a recorded graph keeps its own pass's numbers
assert x.grad.item() == 3.0
# %% check the next forward pass records new nodes, with its numbers
assert first.grad_fn is not second.grad_fn
assert second.item() == 10.0
assert torch.autograd.grad(second, x)[0].item() == 5.0
# %% wrong changing a variable edits the graph that exists
x = torch.tensor(2.0, requires_grad=True)
scale = 3.0
first = scale * x
scale = 5.0
second = scale * x
(scale * x).backward()
print(x.grad.item())
print(first.grad_fn is second.grad_fn)
# %% wrong all forward passes share one graph
x = torch.tensor(2.0, requires_grad=True)
scale = 3.0
first = scale * x
scale = 5.0
second = first
first.backward()
print(x.grad.item())
print(first.grad_fn is second.grad_fn)
