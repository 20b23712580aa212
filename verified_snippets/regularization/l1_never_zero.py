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
# %% check each step has the same length
# > Here each step takes 0.5 off or adds it, so `w` jumps over zero
# > and back.
assert printed.split() == ["-0.25", "0.25", "-0.25"]
assert w.tolist() == [-0.25]
assert w.grad.tolist() == [1.0]
# %% fact the gradient is the sign
# > The gradient of |w| is the sign of w: as strong on a tiny weight
# > as on a large one.
v = torch.tensor([-4.0, -1e-6, 0.0, 1e-6, 4.0], requires_grad=True)
v.abs().sum().backward()
assert v.grad.tolist() == [-1, -1, 0, 1, 1]
# %% belied it weakens with the weight, as with a square
assert v.grad[1].abs() < v.grad[0].abs()


# %% fact of two weights, one is not worth its penalty
# > For exact zeros with plain SGD, leave the penalty out of the
# > loss. Instead set `w` to
# > `torch.nn.functional.softshrink(w, lr * strength)` after each
# > step: it zeroes what lies within `lr * strength` of zero, and
# > shrinks the rest by that much.
def fitted(shrinking, lr=0.25, strength=0.1):
    w = torch.tensor([0.7, 0.7], requires_grad=True)
    target = torch.tensor([0.05, 1.0])
    optimizer = torch.optim.SGD([w], lr=lr)
    for _ in range(40):
        loss = (w - target).square().sum() / 2
        if not shrinking:
            loss = loss + strength * w.abs().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if shrinking:
            with torch.no_grad():
                w.copy_(F.softshrink(w, lr * strength))
    return w.detach()


assert fitted(shrinking=True)[0] == 0
assert abs(fitted(shrinking=True)[1] - 0.9) < 1e-4
shrunk = F.softshrink(
    torch.tensor([-2.0, -0.5, 0.2, 0.5, 1.5]), 0.5
)
assert shrunk.tolist() == [-1.5, 0.0, 0.0, 0.0, 1.0]
# %% belied the penalty in the loss gives an exact zero as well
assert fitted(shrinking=False)[0] == 0
# %% wrong the pull weakens towards zero
w = torch.tensor([0.25], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.5)
for _ in range(3):
    penalty = w.square().sum() / 2
    optimizer.zero_grad()
    penalty.backward()
    optimizer.step()
    print(w.item())
# %% wrong the weight stops at zero
w = torch.tensor([0.25], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.5)
for _ in range(3):
    penalty = w.abs().sum()
    optimizer.zero_grad()
    penalty.backward()
    with torch.no_grad():
        w.copy_(F.softshrink(w, 0.5))
    print(w.item())
