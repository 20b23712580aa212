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
assert seen == [("trained", True), "validated"] * 3, (
    "every epoch must train in training mode, and then validate"
)


# %% also the mode is put back after each validation
def fit(model, epochs):
    model.train()
    for _ in range(epochs):
        train_epoch(model)
        validate(model)
        model.train()


# %% also the flag of every module is kept and put back
def fit(model, epochs):
    model.train()
    for _ in range(epochs):
        train_epoch(model)
        flags = {m: m.training for m in model.modules()}
        validate(model)
        for module, flag in flags.items():
            module.training = flag


# %% wrong evaluation mode ends with the function that set it
def fit(model, epochs):
    model.train()
    for _ in range(epochs):
        train_epoch(model)
        validate(model)


# %% wrong training mode is that which records gradients
def fit(model, epochs):
    model.train()
    for _ in range(epochs):
        model.requires_grad_(True)
        train_epoch(model)
        validate(model)


# %% wrong train() after the epoch is early enough
def fit(model, epochs):
    model.train()
    for _ in range(epochs):
        train_epoch(model)
        model.train()
        validate(model)
