# %% setup
from torch import nn

modes_trained_in = []


def train_epoch(model):
    modes_trained_in.append(model.training)


def validate(model):
    model.eval()


# %% card
def fit(model, epochs):
    for _ in range(epochs):
        model.train()
        train_epoch(model)
        validate(model)


# %% check every epoch trains in training mode
modes_trained_in.clear()
fit(nn.Dropout(0.5), epochs=3)
assert modes_trained_in == [True, True, True]


# %% wrong evaluation mode ends with the function that set it
def fit(model, epochs):
    model.train()
    for _ in range(epochs):
        train_epoch(model)
        validate(model)
