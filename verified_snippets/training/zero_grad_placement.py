# /// snippet
# [equivalent]
# "*: sum -> mean" = "one weight is its own mean"
# "*: without .sum()" = "one weight is its own sum"
# ///
# %% setup
import torch


# %% card
def train(*order):
    w = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1.0)
    calls = {
        "zero_grad": optimizer.zero_grad,
        "backward": lambda: w.sum().backward(),
        "step": optimizer.step,
    }
    for _ in range(3):
        for name in order:
            calls[name]()
    return w.item()


print(train("zero_grad", "backward", "step"))
print(train("backward", "step", "zero_grad"))
print(train("backward", "zero_grad", "step"))
# %% output
# -3.0
# -3.0
# 0.0
# %% check cleared first or last it trains, in between it does not
assert train("zero_grad", "backward", "step") == -3
assert train("backward", "step", "zero_grad") == -3
assert train("backward", "zero_grad", "step") == 0
assert train("backward", "step") == -(1 + 2 + 3)
assert isinstance(train("step"), float)


# %% wrong zero_grad() only saves memory
def train(*order):
    w = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1.0)
    calls = {
        "zero_grad": lambda: None,
        "backward": lambda: w.sum().backward(),
        "step": optimizer.step,
    }
    for _ in range(3):
        for name in order:
            calls[name]()
    return w.item()


# %% wrong step() still knows the gradients that were cleared
def train(*_):
    w = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1.0)
    for _ in range(3):
        optimizer.zero_grad()
        w.sum().backward()
        optimizer.step()
    return w.item()
