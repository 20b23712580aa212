# /// snippet
# [equivalent]
# "if *: Gt -> GtE" = "of equally good epochs any is a best one"
# ///
# %% setup
from copy import deepcopy

import torch
from torch import nn


def new_model():
    """A model with a parameter, a buffer and a plain number."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    model.register_buffer("running", torch.zeros(1))
    model.epochs = 0
    return model


def train_epoch(model):
    """Training, in which weight and buffer count the epochs."""
    with torch.no_grad():
        model.weight.add_(1)
        model.running.add_(1)
    model.epochs += 1


def validate(model):
    """A score that is highest after two epochs, and rises again."""
    return [0, 1, 5, 2, 4, 3][int(model.weight.item())]


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
# > Use `deepcopy`,
model = new_model()
best_state = train(model, epochs=5)
assert model.epochs == 5, "it does not train five epochs"
assert best_state, "it returns no weights"
assert set(best_state) == {"weight", "running"}, (
    "it does not return the names of a state_dict"
)
assert best_state["weight"].item() == 2, (
    "the best epoch is the second, in which the weight is 2"
)
assert best_state["running"].item() == 2, (
    "the best epoch is the second, in which the buffer is 2"
)
try:
    new_model().load_state_dict(best_state)
except (RuntimeError, TypeError) as slip:
    raise AssertionError(f"it can't be loaded: {slip}") from slip
# %% fact a state_dict shares its tensors with the model
# > `state_dict()` copies no tensor: its tensors share their memory
# > with the model, and training changes them in place. A copy of
# > the dictionary alone, `dict(...)`, still holds the same tensors.
net = nn.BatchNorm1d(1)
state = net.state_dict()
shallow, deep = dict(state), deepcopy(state)
own = dict([*net.named_parameters(), *net.named_buffers()])
for name, tensor in state.items():
    assert tensor.data_ptr() == own[name].data_ptr()
sgd = torch.optim.SGD(net.parameters(), lr=0.1)
net(torch.tensor([[1.0], [3.0]])).sum().backward()
sgd.step()
names = "bias", "running_mean"
values = [
    torch.cat([kept[name] for name in names])
    for kept in (state, shallow, deep)
]
trained = torch.tensor([-0.2, 0.2])
assert torch.allclose(values[0], trained, atol=1e-6)
assert torch.equal(values[1], values[0])
assert values[2].tolist() == [0.0, 0.0]
# %% belied state_dict() keeps the old values
assert values[0].abs().max() < 0.1
# %% belied a copy of the dictionary keeps them
assert values[1].abs().max() < 0.1
# %% fact a file keeps them
# > or save the best weights to a file.
net = new_model()
torch.save(net.state_dict(), "best.pt")
train_epoch(net)
saved = torch.load("best.pt")["weight"].item()
assert net.weight.item() == 1 and saved == 0
# %% belied the file follows the model
assert saved == 1


# %% also every tensor is copied
def train(model, epochs):
    best_score, best_state = float("-inf"), None
    for _ in range(epochs):
        train_epoch(model)
        score = validate(model)
        if score > best_score:
            best_score = score
            best_state = {
                name: tensor.clone()
                for name, tensor in model.state_dict().items()
            }
    return best_state


# %% also the best weights lie in a file
def train(model, epochs):
    best_score = float("-inf")
    for _ in range(epochs):
        train_epoch(model)
        score = validate(model)
        if score > best_score:
            best_score = score
            torch.save(model.state_dict(), "best.pt")
    return torch.load("best.pt")


# %% also a copy of the whole model
def train(model, epochs):
    copies = []
    for _ in range(epochs):
        train_epoch(model)
        copies.append((validate(model), deepcopy(model)))
    _, best = max(copies, key=lambda pair: pair[0])
    return best.state_dict()


# %% also the model gets the best weights back
def train(model, epochs):
    scores, states = [], []
    for _ in range(epochs):
        train_epoch(model)
        scores.append(validate(model))
        states.append(deepcopy(model.state_dict()))
    best_state = states[scores.index(max(scores))]
    model.load_state_dict(best_state)
    return best_state


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


# %% wrong detach() copies the tensors
def train(model, epochs):
    best_score, best_state = float("-inf"), None
    for _ in range(epochs):
        train_epoch(model)
        score = validate(model)
        if score > best_score:
            best_score = score
            best_state = {
                name: tensor.detach()
                for name, tensor in model.state_dict().items()
            }
    return best_state


# %% wrong the parameters are the whole state
def train(model, epochs):
    best_score, best_state = float("-inf"), None
    for _ in range(epochs):
        train_epoch(model)
        score = validate(model)
        if score > best_score:
            best_score = score
            best_state = {
                name: parameter.detach().clone()
                for name, parameter in model.named_parameters()
            }
    return best_state
