# /// snippet
# [equivalent]
# "*: sum -> mean" = "one weight is its own mean"
# "*: without .sum()" = "one weight is its own sum"
# ///
# %% setup
import itertools

import torch


# %% card
def train(*order):
    w = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1.0)
    for name in 3 * order:
        if name == "backward":
            w.sum().backward()
        else:
            getattr(optimizer, name)()
    return w.item()


print(train("zero_grad", "backward", "step"))
print(train("backward", "step", "zero_grad"))
print(train("backward", "zero_grad", "step"))
# %% output
# -3.0
# -3.0
# 0.0
# %% check cleared first or last it trains, in between it does not
# > `zero_grad()` may come first or last: what counts is that it
# > follows one `step()` and comes before the next `backward()`.
# > Between `backward()` and `step()` it throws away the gradients
# > that `step()` needs: nothing is trained, and nothing raised.
assert printed.split() == ["-3.0", "-3.0", "0.0"]
assert train("backward", "step") == -(1 + 2 + 3)
assert isinstance(train("step"), float)
names = "zero_grad", "backward", "step"
trained = {}
for order in itertools.permutations(names):
    after = order[(order.index("step") + 1) % 3]
    trained[order] = train(*order) < 0
    assert trained[order] == (after == "zero_grad")
assert list(trained.values()).count(True) == 3
# %% fact step() skips a parameter whose gradient is None
# > By default it sets `.grad` to `None`, and `step()` skips such a
# > parameter, weight decay included.
kept, zero = (torch.ones(1, requires_grad=True) for _ in range(2))
sgd = torch.optim.SGD([kept, zero], lr=1.0, weight_decay=0.5)
(kept + zero).sum().backward()
sgd.zero_grad()
assert kept.grad is None and zero.grad is None
zero.grad = torch.zeros(1)
sgd.step()
assert kept.tolist() == [1.0] and zero.tolist() == [0.5]
# %% belied without a gradient it decays all the same
assert kept.tolist() == [0.5]


# %% wrong zero_grad() frees memory and changes no number
def train(*order):
    w = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1.0)
    for name in 3 * order:
        if name == "backward":
            w.sum().backward()
        elif name == "step":
            optimizer.step()
    return w.item()


print(train("zero_grad", "backward", "step"))
print(train("backward", "step", "zero_grad"))
print(train("backward", "zero_grad", "step"))
