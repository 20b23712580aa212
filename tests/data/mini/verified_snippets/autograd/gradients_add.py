# %% setup
import torch

from verified_snippets.kit import device

# %% card
w = torch.ones(2, device=device, requires_grad=True)
for _ in range(2):
    (3 * w).sum().backward()
print(w.grad)
# %% output
# tensor([6., 6.])
# %% check a second backward() adds to .grad
assert w.grad.tolist() == [6.0, 6.0]
# %% wrong backward() overwrites .grad
w = torch.ones(2, device=device, requires_grad=True)
for _ in range(2):
    w.grad = None
    (3 * w).sum().backward()
print(w.grad)
# %% wrong only the last backward() counts
w = torch.ones(2, device=device, requires_grad=True)
for _ in range(2):
    loss = (3 * w).sum()
loss.backward()
print(w.grad)
# %% wrong the second gradient is added to w
w = torch.ones(2, device=device, requires_grad=True)
(3 * w).sum().backward()
print(w.grad + w.detach())
# %% also both losses at once
w = torch.ones(2, device=device, requires_grad=True)
((3 * w).sum() + (3 * w).sum()).backward()
print(w.grad)
# %% also the gradients are added by hand
w = torch.ones(2, device=device, requires_grad=True)
first, second = (torch.autograd.grad((3 * w).sum(), w)[0] for _ in range(2))
w.grad = first + second
print(w.grad)
