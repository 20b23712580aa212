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
    assert abs(max(rates) - 0.1) < 0.01
    assert rates[0] < 0.01 and rates[-1] < 0.001


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
