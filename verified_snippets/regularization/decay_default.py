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
for name, factor in [
    ("SGD", 1),
    ("Adam", 1),
    ("AdamW", 1 - 0.1 * 0.01),
]:
    v = torch.ones(1, requires_grad=True)
    v.grad = torch.zeros_like(v)
    getattr(torch.optim, name)([v], lr=0.1).step()
    assert abs(v.item() - factor) < 1e-6
    assert name in printed
assert optimizer.defaults["weight_decay"] == 0.01
# %% wrong no optimizer decays by default
for name in ("SGD", "Adam", "AdamW"):
    optimizer = torch.optim.SGD([w], lr=0.1)
    print(name, optimizer.defaults["weight_decay"])
