# %% setup
import torch

from verified_snippets.kit import device

# %% card
x = torch.ones(2, device=device, requires_grad=True)
loss = (x**2).sum()
loss.backward()
loss.backward()
# %% raises RuntimeError
# backward through the graph a second time
# %% check the second backward() raises, the first has filled .grad
assert isinstance(error, RuntimeError)
assert x.grad.tolist() == [2.0, 2.0]
# %% wrong the graph is always kept
x = torch.ones(2, device=device, requires_grad=True)
loss = (x**2).sum()
loss.backward(retain_graph=True)
loss.backward()
