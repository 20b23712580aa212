# %% setup
import warnings

import torch
from torch.optim import SGD
from torch.optim.lr_scheduler import OneCycleLR

w = torch.ones(1, requires_grad=True)
trained_at = []


def train_on_batch(optimizer):
    trained_at.append(optimizer.param_groups[0]["lr"])
    optimizer.step()


# %% card
def train(optimizer, epochs, batches):
    total_steps = epochs * batches
    scheduler = OneCycleLR(optimizer, 0.1, total_steps)
    for _ in range(epochs):
        for _ in range(batches):
            train_on_batch(optimizer)
            scheduler.step()


# %% check the rate climbs to its peak and ends near zero
# > `total_steps` counts batches here, so `scheduler.step()` belongs
# > in the inner loop.
for epochs, batches in [(1, 20), (4, 5), (10, 10)]:
    trained_at.clear()
    train(SGD([w], lr=0.1, momentum=0.9), epochs, batches)
    rates = list(trained_at)
    assert len(rates) == epochs * batches, "one rate for each batch"
    assert abs(max(rates) - 0.1) < 0.01, "it never comes to 0.1"
    assert rates[0] < 0.01, "it does not begin small"
    assert rates[-1] < 0.001, "it does not end near zero"
    peak = rates.index(max(rates))
    up, down = rates[: peak + 1], rates[peak:]
    assert up == sorted(set(up)), "it does not climb at every batch"
    assert down == sorted(set(down), reverse=True), (
        "it does not fall at every batch after its peak"
    )

# %% fact it counts its own calls, not batches
# > The scheduler counts its own calls. With one per epoch, 4 epochs
# > of 20 batches end at step 4 of 80, and nothing complains.
v = torch.ones(1, requires_grad=True)
rates = []
for batches in (20, 0):
    sgd = SGD([v], lr=0.1, momentum=0.9)
    cycle = OneCycleLR(sgd, max_lr=0.1, total_steps=4 * 20)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sgd.step()
        for _ in range(4):
            for _ in range(batches):
                sgd.step()
            cycle.step()
    assert (cycle.last_epoch, cycle.total_steps) == (4, 80)
    rates += cycle.get_last_lr()
assert rates[0] == rates[1] and rates[0] < 0.1 / 4
# %% belied after the last epoch it has come down to almost 0
assert rates[0] < 0.001
# %% fact a call too many raises
# > One call too many raises a `ValueError`.
v = torch.ones(1, requires_grad=True)
sgd = SGD([v], lr=0.1, momentum=0.9)
cycle = OneCycleLR(sgd, max_lr=0.1, total_steps=5)
calls = 0
try:
    while calls < 10:
        sgd.step()
        cycle.step()
        calls += 1
except ValueError:
    pass
assert calls == 5
# %% belied the rate just stays near 0
assert calls == 10


# %% also epochs and steps per epoch are named
def train(optimizer, epochs, batches):
    scheduler = OneCycleLR(
        optimizer, 0.1, epochs=epochs, steps_per_epoch=batches
    )
    for _ in range(epochs):
        for _ in range(batches):
            train_on_batch(optimizer)
            scheduler.step()


# %% also one loop over all batches, and another shape
def train(optimizer, epochs, batches):
    steps = epochs * batches
    scheduler = OneCycleLR(
        optimizer, 0.1, steps, anneal_strategy="linear"
    )
    for _ in range(steps):
        train_on_batch(optimizer)
        scheduler.step()


# %% wrong a scheduler steps once per epoch
def train(optimizer, epochs, batches):
    total_steps = epochs * batches
    scheduler = OneCycleLR(optimizer, 0.1, total_steps)
    for _ in range(epochs):
        for _ in range(batches):
            train_on_batch(optimizer)
        scheduler.step()


# %% wrong total_steps counts epochs
def train(optimizer, epochs, batches):
    total_steps = epochs + 1
    scheduler = OneCycleLR(optimizer, 0.1, total_steps)
    for _ in range(epochs):
        for _ in range(batches):
            train_on_batch(optimizer)
        scheduler.step()


# %% wrong every epoch needs a scheduler of its own
def train(optimizer, epochs, batches):
    for _ in range(epochs):
        scheduler = OneCycleLR(optimizer, 0.1, batches)
        for _ in range(batches):
            train_on_batch(optimizer)
            scheduler.step()
