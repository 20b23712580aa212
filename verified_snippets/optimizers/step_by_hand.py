# /// snippet
# [equivalent]
# "loss.backward(): into the block below" = "it runs in any mode"
# ///
# %% setup
import torch
from torch import nn
from torch.optim.optimizer import register_optimizer_step_pre_hook


class Net(nn.Module):
    """Returns its input; an unused layer shares its `scale`."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1, 1))
        self.shift = nn.Parameter(torch.zeros(1))
        self.body = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 1))
        self.unused = nn.Linear(1, 1)
        self.unused.scale = self.scale
        for layer in (*self.body, self.unused):
            nn.init.ones_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, inputs):
        return self.scale * self.body(inputs) + self.shift


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
for stale in (None, 100.0):
    model = Net()
    for p in model.parameters():
        p.grad = (
            None if stale is None else torch.full_like(p, stale)
        )
    try:
        train_step(model, nn.MSELoss(), 0.125, *batch)
    except (TypeError, RuntimeError) as slip:
        raise AssertionError("a gradient is None") from slip
    for p in (model.scale, *(a.weight for a in model.body)):
        assert abs(p.item() - (1.0 - 0.125 * 8.0)) < 1e-5, (
            "a weight did not make this batch's step"
        )
    for p in (model.shift, *(a.bias for a in model.body)):
        assert abs(p.item() - (0.0 - 0.125 * 4.0)) < 1e-5, (
            "a bias did not make this batch's step"
        )
    assert all(p.requires_grad for p in model.parameters()), (
        "a parameter can't be trained any more"
    )
# %% check what has no gradient is left alone
# > A frozen parameter then has no gradient and is skipped, and so
# > is one that the loss doesn't use.
batch = torch.full((4, 1), 2.0), torch.zeros(4, 1)
model = Net()
frozen = model.body[0].bias.requires_grad_(False)
for p in (frozen, model.unused.weight):
    p.grad = torch.ones_like(p)
try:
    train_step(model, nn.MSELoss(), 0.125, *batch)
except (TypeError, RuntimeError) as slip:
    raise AssertionError("a gradient is None") from slip
assert frozen.item() == 0.0, "a frozen parameter moved"
assert not frozen.requires_grad, "a frozen parameter was thawed"
assert model.unused.weight.item() == 1.0, "an unused one moved"


# %% check the loss of outputs and targets returns as a float
def lopsided(outputs, targets):
    return (2 * outputs - targets).square().mean()


batch = torch.full((4, 1), 2.0), torch.zeros(4, 1)
for loss_fn, expected in [(nn.MSELoss(), 4.0), (lopsided, 16.0)]:
    loss = train_step(Net().body, loss_fn, 0.1, *batch)
    assert isinstance(loss, float), "the loss is no float"
    assert abs(loss - expected) < 1e-4, "it is another loss"
# %% check no optimizer steps, and the model stays in its mode
steps = []
hook = register_optimizer_step_pre_hook(
    lambda *call: steps.append(call)
)
batch = torch.full((4, 1), 2.0), torch.zeros(4, 1)
for training in (True, False):
    model = Net().body.train(training)
    train_step(model, nn.MSELoss(), 0.125, *batch)
    assert model.training is training, "the model changed its mode"
hook.remove()
assert steps == [], "it uses an optimizer of torch"

# %% fact outside no_grad() the update is refused
# > The update runs under `no_grad()`: while autograd records,
# > `p -= lr * p.grad` raises.
layer, lr = nn.Linear(1, 1), 0.5
p = layer.weight
p.grad = torch.ones(1, 1)
before = p.item()
try:
    p -= lr * p.grad
    message = ""
except RuntimeError as slip:
    message = str(slip)
assert "in-place operation" in message
assert layer.weight.item() == before
with torch.no_grad():
    p -= lr * p.grad
assert abs(layer.weight.item() - (before - 0.5)) < 1e-6
# %% belied a parameter may be changed in place at any time
assert message == ""
# %% fact binding a name changes no model
# > `p = p - lr * p.grad` would only bind the name `p` to another
# > tensor.
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
    gradients = torch.autograd.grad(
        loss, trained, allow_unused=True
    )
    with torch.no_grad():
        for p, gradient in zip(trained, gradients):
            if gradient is not None:
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
    for p in model.parameters():
        p.copy_(p if p.grad is None else p - lr * p.grad)
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


# %% wrong every trainable parameter has a gradient
def train_step(model, loss_fn, lr, inputs, targets):
    model.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            if p.requires_grad:
                p -= lr * p.grad
    return loss.item()


# %% wrong an optimizer made on the spot is none
def train_step(model, loss_fn, lr, inputs, targets):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.item()


# %% wrong every parameter is the weight or bias of a child
def train_step(model, loss_fn, lr, inputs, targets):
    model.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    with torch.no_grad():
        for layer in model.modules():
            for name in ("weight", "bias"):
                p = getattr(layer, name, None)
                if p is not None and p.grad is not None:
                    p -= lr * p.grad
    return loss.item()


# %% wrong a parameter belongs to one module alone
def train_step(model, loss_fn, lr, inputs, targets):
    model.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    with torch.no_grad():
        for layer in model.modules():
            for p in layer.parameters(recurse=False):
                if p.grad is not None:
                    p -= lr * p.grad
    return loss.item()


# %% wrong a parameter that was frozen for a step thaws by itself
def train_step(model, loss_fn, lr, inputs, targets):
    model.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    for p in model.parameters():
        if p.grad is not None:
            p.requires_grad_(False)
            p -= lr * p.grad
    return loss.item()


# %% wrong a training step begins in evaluation mode
def train_step(model, loss_fn, lr, inputs, targets):
    model.eval()
    model.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= lr * p.grad
    return loss.item()
