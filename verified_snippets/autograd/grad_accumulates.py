# %% setup
import torch

# %% card
w = torch.ones(2, requires_grad=True)
for _ in range(2):
    (3 * w).sum().backward()
print(w.grad)
# %% output
# tensor([6., 6.])
# %% check a second backward() adds to .grad
assert w.grad.tolist() == [6.0, 6.0]
# %% wrong backward() overwrites .grad
w = torch.ones(2, requires_grad=True)
for _ in range(2):
    w.grad = None
    (3 * w).sum().backward()
print(w.grad)
