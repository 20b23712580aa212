# /// snippet
# [equivalent]
# "print(abs(*: * -> *" = "a check asserts the same"
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
    return w.item()


forgotten = train(momentum=0.0, clear=False)
heavy = train(momentum=1.0, clear=True)
print(abs(forgotten - heavy) < 1e-4)
# %% output
# True
# %% check SGD without zero_grad() is SGD with momentum 1
assert abs(forgotten - heavy) < 1e-4
# %% check it sums all gradients and does not settle, else it does
assert abs(train(momentum=0.0, clear=True)) < 1e-4
assert 0.01 < abs(forgotten) < 2
assert isinstance(forgotten, float)
position, total = 1.0, 0.0
for _ in range(50):
    total += 2 * position
    position -= 0.1 * total
assert abs(forgotten - position) < 1e-4


# %% wrong old gradients fade, as with momentum 0.9
def train(momentum, clear):
    w = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=momentum)
    for _ in range(50):
        if clear:
            optimizer.zero_grad()
        w.square().backward()
        optimizer.step()
    return w.item()


forgotten = train(momentum=0.0, clear=False)
heavy = train(momentum=0.9, clear=True)
print(abs(forgotten - heavy) < 1e-4)


# %% wrong without zero_grad() training still converges
def train(momentum, clear):
    w = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=momentum)
    for _ in range(50):
        if clear:
            optimizer.zero_grad()
        w.square().backward()
        optimizer.step()
    return w.item()


forgotten = train(momentum=0.0, clear=True)
heavy = train(momentum=0.0, clear=True)
print(abs(forgotten - heavy) < 1e-4)
