# /// snippet
# devices = ["cpu"]
# ///
# %% setup
from torch import nn

seen = []


def train_epoch(model):
    seen.append(("trained", model.training))


def validate(model):
    model.eval()
    seen.append("validated")


# %% card
def fit(model, epochs):
    for _ in range(epochs):
        model.train()
        train_epoch(model)
        validate(model)


# %% check every epoch trains in training mode, then validates
seen.clear()
fit(nn.Dropout(0.5), epochs=3)
assert seen == [("trained", True), "validated"] * 3


# %% wrong evaluation mode ends with the function that set it
def fit(model, epochs):
    model.train()
    for _ in range(epochs):
        train_epoch(model)
        validate(model)
