# /// snippet
# [equivalent]
# "optimizer = SGD(*" = "OneCycleLR sets both, rate and momentum"
# ///
# %% setup
import torch
from torch.optim import SGD
from torch.optim.lr_scheduler import OneCycleLR

w = torch.ones(1, requires_grad=True)


def train_on_batch(optimizer):
    optimizer.step()


# %% card
def learning_rates(epochs, batches):
    optimizer = SGD([w], lr=0.1, momentum=0.9)
    scheduler = OneCycleLR(
        optimizer, max_lr=0.1, total_steps=epochs * batches
    )
    rates = []
    for _ in range(epochs):
        for _ in range(batches):
            rates.append(scheduler.get_last_lr()[0])
            train_on_batch(optimizer)
            scheduler.step()
    return rates


# %% check the rate climbs to its peak and ends near zero
for epochs, batches in [(1, 20), (4, 5), (10, 10)]:
    rates = learning_rates(epochs, batches)
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


# %% also epochs and steps per epoch are named
def learning_rates(epochs, batches):
    optimizer = SGD([w], lr=0.1, momentum=0.9)
    scheduler = OneCycleLR(
        optimizer, 0.1, epochs=epochs, steps_per_epoch=batches
    )
    rates = []
    for _ in range(epochs * batches):
        rates += scheduler.get_last_lr()
        train_on_batch(optimizer)
        scheduler.step()
    return rates


# %% also the rate is read from the optimizer
def learning_rates(epochs, batches):
    steps = epochs * batches
    optimizer = SGD([w], lr=0.1, momentum=0.9)
    scheduler = OneCycleLR(
        optimizer, 0.1, steps, anneal_strategy="linear"
    )
    rates = []
    while len(rates) < steps:
        (group,) = optimizer.param_groups
        rates.append(group["lr"])
        train_on_batch(optimizer)
        scheduler.step()
    return rates


# %% wrong a scheduler steps once per epoch
def learning_rates(epochs, batches):
    optimizer = SGD([w], lr=0.1, momentum=0.9)
    scheduler = OneCycleLR(
        optimizer, max_lr=0.1, total_steps=epochs * batches
    )
    rates = []
    for _ in range(epochs):
        for _ in range(batches):
            rates.append(scheduler.get_last_lr()[0])
            train_on_batch(optimizer)
        scheduler.step()
    return rates


# %% wrong total_steps counts epochs
def learning_rates(epochs, batches):
    optimizer = SGD([w], lr=0.1, momentum=0.9)
    scheduler = OneCycleLR(
        optimizer, max_lr=0.1, total_steps=epochs + 1
    )
    rates = []
    for _ in range(epochs):
        for _ in range(batches):
            rates.append(scheduler.get_last_lr()[0])
            train_on_batch(optimizer)
        scheduler.step()
    return rates


# %% wrong every epoch needs a scheduler of its own
def learning_rates(epochs, batches):
    optimizer = SGD([w], lr=0.1, momentum=0.9)
    rates = []
    for _ in range(epochs):
        scheduler = OneCycleLR(
            optimizer, max_lr=0.1, total_steps=batches
        )
        for _ in range(batches):
            rates.append(scheduler.get_last_lr()[0])
            train_on_batch(optimizer)
            scheduler.step()
    return rates
