# %% setup
import torch
from torch import nn

inputs = torch.full((4, 1), 2.0)
targets = torch.zeros(4, 1)


def new_model():
    """A layer that returns its input, with every weight known."""
    model = nn.Linear(1, 1)
    nn.init.ones_(model.weight)
    nn.init.zeros_(model.bias)
    return model


# %% card
def train_step(model, loss_fn, lr, inputs, targets):
    model.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= lr * p.grad
    return loss.item()


# %% check a step follows this batch's gradient and no older one
for stale in (None, torch.full((1, 1), 100.0)):
    model = new_model()
    model.weight.grad = stale
    train_step(model, nn.MSELoss(), 0.125, inputs, targets)
    assert model.weight.item() == 1.0 - 0.125 * 8.0
    assert model.bias.item() == 0.0 - 0.125 * 4.0
# %% check a frozen parameter is left alone
model = new_model()
model.bias.requires_grad_(False)
try:
    train_step(model, nn.MSELoss(), 0.125, inputs, targets)
except TypeError as slip:
    raise AssertionError("a gradient is None") from slip
assert model.bias.item() == 0.0


# %% check the loss of outputs and targets returns as a float
def lopsided(outputs, targets):
    return (2 * outputs - targets).square().mean()


loss = train_step(new_model(), nn.MSELoss(), 0.1, inputs, targets)
assert isinstance(loss, float) and loss == 4.0
loss = train_step(new_model(), lopsided, 0.1, inputs, targets)
assert loss == 16.0


# %% wrong backward() clears what earlier batches left in .grad
def train_step(model, loss_fn, lr, inputs, targets):
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= lr * p.grad
    return loss.item()


# %% wrong p = p - step changes the model
def train_step(model, loss_fn, lr, inputs, targets):
    model.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p = p - lr * p.grad
    return loss.item()


# %% wrong every parameter has a gradient
def train_step(model, loss_fn, lr, inputs, targets):
    model.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= lr * p.grad
    return loss.item()


# %% wrong a loss tensor is a number
def train_step(model, loss_fn, lr, inputs, targets):
    model.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= lr * p.grad
    return loss
