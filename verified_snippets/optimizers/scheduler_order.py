# /// snippet
# warns = ["UserWarning: Detected call of `lr_scheduler.step"]
#
# [equivalent]
# "*: sum -> mean" = "one weight is its own mean"
# "*: without .sum()" = "one weight is its own sum"
# ///
# %% setup
import warnings

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
# %% check no update is made with the initial rate
# > The scheduler steps before the optimizer, so no update uses the
# > initial rate of 1.0. Torch warns once ("Detected call of
# > `lr_scheduler.step()`").
assert printed.split() == ["0.5", "0.25", "0.125"]
assert w.item() == 1 - 0.5 - 0.25 - 0.125
assert scheduler.base_lrs == [1.0]
assert len(warned) == 1
assert "Detected call of `lr_scheduler.step()`" in warned[0]
# %% fact the other order uses every rate, without a warning
# > Call `optimizer.step()` first, then `scheduler.step()`.
v = torch.ones(1, requires_grad=True)
sgd = torch.optim.SGD([v], lr=1.0)
halving = StepLR(sgd, step_size=1, gamma=0.5)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for epoch in range(3):
        sgd.zero_grad()
        v.sum().backward()
        sgd.step()
        halving.step()
assert v.item() == 1 - 1.0 - 0.5 - 0.25
# %% belied both orders lead to the same weight
assert v.item() == 1 - 0.5 - 0.25 - 0.125
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
