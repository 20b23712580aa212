# %% setup
import torch

# %% card
x = torch.ones(3, requires_grad=True)
y = x.detach()
y[0] = 7
print(y.requires_grad, x.tolist())
# %% output
# False [7.0, 1.0, 1.0]
# %% check detach() leaves the graph but shares the memory
assert x.requires_grad and not y.requires_grad
assert x.tolist() == [7.0, 1.0, 1.0]
# %% wrong detach() copies
x = torch.ones(3, requires_grad=True)
y = x.detach().clone()
y[0] = 7
print(y.requires_grad, x.tolist())
