# /// snippet
# [equivalent]
# "*: without lr=" = "the default decay is the same at any rate"
# "*: 0.1 -> 1.1" = "the default decay is the same at any rate"
# ///
# %% setup
import torch

w = torch.ones(1, requires_grad=True)

# %% card
for name in ("SGD", "Adam", "AdamW"):
    optimizer = getattr(torch.optim, name)([w], lr=0.1)
    print(name, optimizer.defaults["weight_decay"])
# %% output
# SGD 0
# Adam 0
# AdamW 0.01
# %% check only AdamW shrinks a weight without being asked
# > Without a `weight_decay` argument, `torch.optim.SGD` and
# > `torch.optim.Adam` use 0, and `torch.optim.AdamW` uses 0.01.
# >
# > So without the argument, swapping `Adam` for `AdamW` turns decay
# > on.
lines = ["SGD 0", "Adam 0", "AdamW 0.01"]
assert printed.splitlines() == lines
for name, factor in (("SGD", 1), ("Adam", 1), ("AdamW", 0.999)):
    v = torch.ones(1, requires_grad=True)
    v.grad = torch.zeros_like(v)
    getattr(torch.optim, name)([v], lr=0.1).step()
    assert abs(v.item() - factor) < 1e-6
# %% wrong no optimizer decays by default
for name in ("SGD", "Adam", "AdamW"):
    optimizer = torch.optim.SGD([w], lr=0.1)
    print(name, optimizer.defaults["weight_decay"])
# %% wrong Adam decays by default as AdamW does
for name in ("SGD", "AdamW", "AdamW"):
    optimizer = getattr(torch.optim, name)([w], lr=0.1)
    print(name, optimizer.defaults["weight_decay"])
