# /// snippet
# [equivalent]
# "*: sum -> mean" = "one weight is its own mean"
# "*: without .sum()" = "one weight is its own sum"
# ///
# %% setup
import torch
import torch.nn.functional as F

# %% card
w = torch.tensor([0.25], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.5)
for _ in range(3):
    penalty = w.abs().sum()
    optimizer.zero_grad()
    penalty.backward()
    optimizer.step()
    print(w.item())
# %% output
# -0.25
# 0.25
# -0.25
# %% check its pull never weakens, a threshold gives zero
for value in (-4.0, -0.25, 0.25, 4.0):
    v = torch.tensor(value, requires_grad=True)
    v.abs().backward()
    assert v.grad.item() == (1 if value > 0 else -1)
assert w.item() == -0.25
assert printed.split() == ["-0.25", "0.25", "-0.25"]
assert F.softshrink(w, 0.5).item() == 0
# %% wrong the pull stops at zero
w = torch.tensor([0.25], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.5)
for _ in range(3):
    penalty = w.square().sum()
    optimizer.zero_grad()
    penalty.backward()
    optimizer.step()
# %% wrong the weight moves away from zero
w = torch.tensor([0.25], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.5, maximize=True)
for _ in range(3):
    penalty = w.abs().sum()
    optimizer.zero_grad()
    penalty.backward()
    optimizer.step()
