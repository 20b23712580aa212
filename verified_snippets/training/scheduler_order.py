# /// snippet
# warns = ["UserWarning: Detected call of `lr_scheduler.step"]
#
# [equivalent]
# "*: sum -> mean" = "one weight is its own mean"
# "*: without .sum()" = "one weight is its own sum"
# ///
# %% setup
import torch
from torch.optim.lr_scheduler import StepLR

# %% card
w = torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=1.0)
scheduler = StepLR(optimizer, step_size=1, gamma=0.5)
for epoch in range(3):
    optimizer.zero_grad()
    w.sum().backward()
    scheduler.step()
    print(optimizer.param_groups[0]["lr"])
    optimizer.step()
# %% output
# 0.5
# 0.25
# 0.125
# %% check no update is made with the initial learning rate
assert w.item() == 1 - 0.5 - 0.25 - 0.125
# %% wrong the order of the two step() calls does not matter
w = torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=1.0)
scheduler = StepLR(optimizer, step_size=1, gamma=0.5)
for epoch in range(3):
    optimizer.zero_grad()
    w.sum().backward()
    optimizer.step()
    print(optimizer.param_groups[0]["lr"])
    scheduler.step()
