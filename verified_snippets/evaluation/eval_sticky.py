# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch
from torch import nn

seen = []


def train_epoch(model):
    flags = {module.training for module in model.modules()}
    seen.append(("trained", flags))


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
# > Call `model.train()` at the start of every epoch,
for mode in (True, False):
    seen.clear()
    model = nn.Sequential(nn.ReLU(), nn.Dropout(0.5)).train(mode)
    fit(model, epochs=3)
    assert seen == [("trained", {True}), "validated"] * 3, (
        "every epoch must train the whole model in training mode,"
        " and then validate"
    )

# %% fact the mode outlives the function
# > The mode is sticky: it stays after the function that set it,
# > until `train()` or `eval()` is called.
net = nn.Dropout(0.5).train()
validate(net)
assert not net.training
net.train()
assert net.training
# %% belied it ends with the function that set it
net.eval()
assert net.training
# %% fact what the second epoch lacks
# > From the second epoch on, the model trained without dropout and
# > with frozen BatchNorm statistics.
norm, dropout = nn.BatchNorm1d(1), nn.Dropout(0.5)
model = nn.Sequential(norm, dropout).train()
drops, means, variances = [], [], []
for _ in range(2):
    drops.append((dropout(torch.ones(1000)) == 0).any().item())
    model(torch.tensor([[6.0], [8.0]]))
    means.append(round(norm.running_mean.item(), 2))
    variances.append(round(norm.running_var.item(), 2))
    validate(model)
assert drops == [True, False]
assert means == [0.7, 0.7] and variances == [1.1, 1.1]
# %% belied BatchNorm goes on learning
assert means == [0.7, 1.33]


# %% fact a validation that is polite
# > or let `validate` put back the mode it found.
def polite(net):
    found = net.training
    validate(net)
    net.train(found)


net = nn.Dropout(0.5).train()
polite(net)
assert net.training
validate(net)
# %% belied the plain one leaves training mode too
assert net.training


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


# %% wrong setting `training` of the model sets it for its layers
def fit(model, epochs):
    for _ in range(epochs):
        model.training = True
        train_epoch(model)
        validate(model)


# %% wrong the first epoch needs no train()
def fit(model, epochs):
    for _ in range(epochs):
        train_epoch(model)
        validate(model)
        model.train()


# %% wrong train() after the epoch is early enough
def fit(model, epochs):
    model.train()
    for _ in range(epochs):
        train_epoch(model)
        model.train()
        validate(model)
