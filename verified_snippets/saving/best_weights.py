# %% setup
from copy import deepcopy

import torch
from torch import nn

model = nn.Linear(1, 1, bias=False)
nn.init.zeros_(model.weight)


def train_epoch(model):
    """Training, in which the weight counts the epochs."""
    with torch.no_grad():
        model.weight.add_(1)


def validate(model):
    """A score that is highest after two epochs."""
    return -abs(model.weight.item() - 2)


# %% card
def train(model, epochs):
    best_score, best_state = float("-inf"), None
    for _ in range(epochs):
        train_epoch(model)
        score = validate(model)
        if score > best_score:
            best_score = score
            best_state = deepcopy(model.state_dict())
    return best_state


# %% check it returns the weights of the best epoch
best_state = train(model, epochs=5)
assert model.weight.item() == 5
assert best_state["weight"].item() == 2


# %% wrong state_dict() is a copy
def train(model, epochs):
    best_score, best_state = float("-inf"), None
    for _ in range(epochs):
        train_epoch(model)
        score = validate(model)
        if score > best_score:
            best_score = score
            best_state = model.state_dict()
    return best_state


# %% wrong a copy of the dictionary is a copy of its tensors
def train(model, epochs):
    best_score, best_state = float("-inf"), None
    for _ in range(epochs):
        train_epoch(model)
        score = validate(model)
        if score > best_score:
            best_score = score
            best_state = dict(model.state_dict())
    return best_state
