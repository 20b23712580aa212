# /// snippet
# [equivalent]
# "print(torch.allclose(*" = "a check compares the values"
# ///
# %% setup
import torch


# %% card
def train(momentum, clear):
    w = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=momentum)
    for _ in range(50):
        if clear:
            optimizer.zero_grad()
        w.square().backward()
        optimizer.step()
    return w


forgotten = train(momentum=0.0, clear=False)
heavy = train(momentum=1.0, clear=True)
print(torch.allclose(forgotten, heavy, atol=1e-4))
# %% output
# True
# %% check SGD without zero_grad() is SGD with momentum 1
# > It is SGD with momentum 1: each step follows the undamped sum of
# > all gradients so far.
# >
# > while plain SGD converges.
assert printed == "True\n"
position, total = 1.0, 0.0
for _ in range(50):
    newest = 2 * position
    total += newest
    position -= 0.1 * total
assert 0.01 < abs(position) < 2 and abs(total - newest) > 0.1
for w, gradient in [(forgotten, total), (heavy, newest)]:
    assert abs(w.item() - position) < 1e-4
    assert abs(w.grad.item() - gradient) < 1e-3
assert abs(train(momentum=0.0, clear=True).item()) < 1e-4

# %% fact it goes on swinging
# > On this parabola `w` then swings around the minimum without
# > settling,
# >
# > On it, no error and no NaN gives the bug away.
ends = []
for clear in (True, False):
    weight = torch.tensor(1.0, requires_grad=True)
    sgd = torch.optim.SGD([weight], lr=0.1)
    path = []
    for _ in range(120):
        if clear:
            sgd.zero_grad()
        weight.square().backward()
        sgd.step()
        path.append(weight.item())
    ends.append((min(path[-50:]), max(path[-50:])))
assert -1e-6 < ends[0][0] <= ends[0][1] < 1e-6
assert -1.2 < ends[1][0] < -0.9 and 0.9 < ends[1][1] < 1.2
# %% belied it dies down, or diverges
assert ends[1][1] < 0.5 or ends[1][1] > 2


# %% wrong old gradients fade, as with momentum 0.9
def train(momentum, clear):
    w = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=momentum)
    for _ in range(50):
        if clear:
            optimizer.zero_grad()
        w.square().backward()
        optimizer.step()
    return w


forgotten = train(momentum=0.0, clear=False)
heavy = train(momentum=0.9, clear=True)
print(torch.allclose(forgotten, heavy, atol=1e-4))


# %% wrong without zero_grad() training still converges
def train(momentum, clear):
    w = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=momentum)
    for _ in range(50):
        if clear:
            optimizer.zero_grad()
        w.square().backward()
        optimizer.step()
    return w


forgotten = train(momentum=0.0, clear=True)
heavy = train(momentum=0.0, clear=True)
print(torch.allclose(forgotten, heavy, atol=1e-4))
