# %% setup
import torch

# %% card
x = torch.ones(3, requires_grad=True)
y = (x + 3).sum()
y.backward()
y.backward()
print(x.grad)
# %% output
# tensor([2., 2., 2.])
# %% check a graph that saved no tensors can be run twice
assert error is None
assert y.item() == 12.0
assert x.grad.tolist() == [2.0, 2.0, 2.0]
# %% wrong x**2 saves nothing for the backward pass either
x = torch.ones(3, requires_grad=True)
y = (x**2).sum()
y.backward()
y.backward()  # raises RuntimeError
print(x.grad)
