# /// snippet
# [equivalent]
# "w = *: ones -> zeros" = "the gradient of 3 * w is 3 anywhere"
# ///
# %% setup
import torch

# %% card
w = torch.ones(2, requires_grad=True)
for _ in range(2):
    (3 * w).sum().backward()
print(w.grad)
# %% output
# tensor([6., 6.])
# %% check a second backward() adds to .grad
# > `backward()` adds to `.grad` rather than overwriting it.
# >
# > Each of the two calls contributes 3.
assert printed == "tensor([6., 6.])\n"
assert w.grad.tolist() == [3.0 + 3.0, 3.0 + 3.0]
# %% fact gradients of losses and of small batches add up
# > That lets you collect a gradient over several losses or small
# > batches.
v = torch.ones(2, requires_grad=True)
(5 * v).sum().backward()
v.square().sum().backward()
losses = v.grad.tolist()
assert losses == [5.0 + 2.0, 5.0 + 2.0]
data = torch.tensor([1.0, 2.0, 3.0, 4.0])
v = torch.ones(1, requires_grad=True)
for batch in data.split(2):
    (v * batch).sum().backward()
batches = v.grad.item()
assert batches == 1.0 + 2.0 + 3.0 + 4.0
# %% belied the last call's gradient is all there is
assert batches == 3.0 + 4.0
# %% fact zero_grad() in between keeps the steps apart
# > An ordinary training loop has to clear it every step, for
# > example with `optimizer.zero_grad()`.
v = torch.ones(2, requires_grad=True)
optimizer = torch.optim.SGD([v], lr=0.5)
seen = []
for _ in range(2):
    optimizer.zero_grad()
    (3 * v).sum().backward()
    seen.append(v.grad.tolist())
    optimizer.step()
assert seen == [[3.0, 3.0], [3.0, 3.0]]
kept = v.grad.tolist()
(3 * v).sum().backward()
uncleared = v.grad.tolist()
assert kept == [3.0, 3.0] and uncleared == [6.0, 6.0]
# %% belied step() clears it
assert uncleared == [3.0, 3.0]
# %% wrong backward() overwrites .grad
w = torch.ones(2, requires_grad=True)
for _ in range(2):
    w.grad = None
    (3 * w).sum().backward()
print(w.grad)
