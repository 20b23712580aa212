# %% setup
import torch

# %% card
x = torch.tensor(3.0, requires_grad=True)
y = x.square()
y.backward()
y.backward()
# %% raises RuntimeError
# Trying to backward through the graph a second time
# %% check what the graph had saved is freed by the first backward()
assert "second time" in str(error)
assert x.grad.item() == 6.0
# %% wrong backward() keeps the graph
x = torch.tensor(3.0, requires_grad=True)
y = x.square()
y.backward(retain_graph=True)
y.backward()
