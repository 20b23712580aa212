# /// snippet
# [equivalent]
# "loss.backward(): into the block below" = "it runs in any mode"
# ///
# %% setup
import torch
from torch import nn


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
# > `zero_grad()` comes first, because `backward()` adds to `.grad`.
batch = torch.full((4, 1), 2.0), torch.zeros(4, 1)
for stale in (None, torch.full((1, 1), 100.0)):
    model = new_model()
    model.weight.grad = stale
    train_step(model, nn.MSELoss(), 0.125, *batch)
    weight, bias = model.weight.item(), model.bias.item()
    assert abs(weight - (1.0 - 0.125 * 8.0)) < 1e-5, (
        "the weight did not make this batch's step"
    )
    assert abs(bias - (0.0 - 0.125 * 4.0)) < 1e-5, (
        "the bias did not make this batch's step"
    )
# %% check a frozen parameter is left alone
# > A frozen parameter then has no gradient and is skipped.
batch = torch.full((4, 1), 2.0), torch.zeros(4, 1)
model = new_model()
model.bias.grad = torch.ones(1)
model.bias.requires_grad_(False)
try:
    train_step(model, nn.MSELoss(), 0.125, *batch)
except TypeError as slip:
    raise AssertionError("a gradient is None") from slip
assert model.bias.item() == 0.0, "a frozen parameter moved"


# %% check the loss of outputs and targets returns as a float
# > `loss.item()` turns the loss into a Python float.
def lopsided(outputs, targets):
    return (2 * outputs - targets).square().mean()


batch = torch.full((4, 1), 2.0), torch.zeros(4, 1)
for loss_fn, expected in [(nn.MSELoss(), 4.0), (lopsided, 16.0)]:
    loss = train_step(new_model(), loss_fn, 0.1, *batch)
    assert isinstance(loss, float), "the loss is no float"
    assert abs(loss - expected) < 1e-4, "it is another loss"

# %% fact outside no_grad() the update is refused
# > The update runs under `no_grad()`: while autograd records,
# > changing a trainable parameter in place raises.
layer = nn.Linear(1, 1)
layer.weight.grad = torch.ones(1, 1)
before = layer.weight.item()
try:
    layer.weight.sub_(0.5 * layer.weight.grad)
    message = ""
except RuntimeError as slip:
    message = str(slip)
assert "in-place operation" in message
assert layer.weight.item() == before
with torch.no_grad():
    layer.weight.sub_(0.5 * layer.weight.grad)
assert abs(layer.weight.item() - (before - 0.5)) < 1e-6
# %% belied a parameter may be changed in place at any time
assert message == ""
# %% fact binding a name changes no model
# > `p = p - lr * p.grad` would only bind the name `p` to another
# > tensor and leave the model as it was.
layer = nn.Linear(1, 1)
before, lr = layer.weight.item(), 0.5
for p in layer.parameters():
    p.grad = torch.ones_like(p)
    own = p
    p = p - lr * p.grad
    assert (
        p is not own and abs(p.item() - (own.item() - 0.5)) < 1e-6
    )
assert layer.weight.item() == before
# %% belied the assignment changes the parameter
assert layer.weight.item() != before


# %% also gradients that are returned, not stored
def train_step(model, loss_fn, lr, inputs, targets):
    trained = [p for p in model.parameters() if p.requires_grad]
    loss = loss_fn(model(inputs), targets)
    gradients = torch.autograd.grad(loss, trained)
    with torch.no_grad():
        for p, gradient in zip(trained, gradients):
            p.sub_(gradient, alpha=lr)
    return loss.item()


# %% also the values are copied into the parameters
@torch.no_grad()
def train_step(model, loss_fn, lr, inputs, targets):
    for p in model.parameters():
        p.grad = None
    with torch.enable_grad():
        loss = loss_fn(model(inputs), targets)
    loss.backward()
    for p in filter(lambda p: p.requires_grad, model.parameters()):
        p.copy_(p - lr * p.grad)
    return float(loss)


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


# %% wrong a frozen parameter cannot have an old gradient
def train_step(model, loss_fn, lr, inputs, targets):
    for p in model.parameters():
        if p.requires_grad:
            p.grad = None
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
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
