# /// snippet
# [equivalent]
# "w = *: without requires_grad=" = "the gradient is set by hand"
# "w = *: True -> False" = "the gradient is set by hand"
# ///
# %% setup
import torch
from torch.optim import Adam, AdamW


# %% card
def after_one_step(optimizer_class, weight_decay=0.1):
    w = torch.ones(1, requires_grad=True)
    optimizer = optimizer_class(
        [w], lr=0.01, weight_decay=weight_decay
    )
    w.grad = torch.zeros_like(w)
    optimizer.step()
    return w.item()


print(f"{after_one_step(AdamW):.3f}")
print(f"{after_one_step(Adam):.3f}")
# %% output
# 0.999
# 0.990
# %% check AdamW shrinks the weight by the factor 1 - lr * decay
for decay in (0.1, 0.5):
    assert (
        abs(after_one_step(AdamW, decay) - (1 - 0.01 * decay))
        < 1e-6
    )
assert abs(after_one_step(AdamW) - 0.999) < 1e-6
# %% check Adam's first step is lr, however large the decay
for decay in (0.1, 0.5):
    assert abs(after_one_step(Adam, decay) - (1 - 0.01)) < 1e-6


# %% wrong AdamW is just another name of Adam
def after_one_step(_, weight_decay=0.1):
    w = torch.ones(1, requires_grad=True)
    optimizer = Adam([w], lr=0.01, weight_decay=weight_decay)
    w.grad = torch.zeros_like(w)
    optimizer.step()
    return w.item()


# %% wrong weight_decay shrinks by lr * decay everywhere
def after_one_step(_, weight_decay=0.1):
    w = torch.ones(1, requires_grad=True)
    optimizer = torch.optim.SGD(
        [w], lr=0.01, weight_decay=weight_decay
    )
    w.grad = torch.zeros_like(w)
    optimizer.step()
    return w.item()
