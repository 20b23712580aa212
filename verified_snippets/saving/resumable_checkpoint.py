# %% setup
from pathlib import Path

import torch
from torch import nn


def begin(adam=False):
    """A model at zero with a buffer, and an optimizer."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    model.register_buffer("epochs", torch.zeros(1))
    if adam:
        return model, torch.optim.Adam(model.parameters(), lr=0.5)
    sgd = torch.optim.SGD(model.parameters(), lr=0.5, momentum=0.5)
    return model, sgd


def train(model, optimizer, epochs):
    for _ in range(epochs):
        optimizer.zero_grad()
        x = torch.ones(1, 1)
        (model(x) - 3).square().sum().backward()
        optimizer.step()
        model.epochs.add_(1)


def move_to_missing_gpu(path):
    """Rewrite a file as if its tensors had been on `cuda:15`."""
    file = Path(path)
    content = torch.load(
        path, map_location="cpu", weights_only=False
    )
    torch.save(content, path, _use_new_zipfile_serialization=False)
    old, new = b"\x03\0\0\0cpu", b"\x07\0\0\0cuda:15"
    file.write_bytes(file.read_bytes().replace(old, new))


# %% card
def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path, map_location="cpu")
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"]


# %% check two epochs and two more are four, on whatever device
# > `map_location="cpu"` lets a machine load tensors of a GPU it
# > lacks.
for adam in (False, True):
    whole, whole_optimizer = begin(adam)
    half, half_optimizer = begin(adam)
    for net, optimizer in (
        (whole, whole_optimizer),
        (half, half_optimizer),
    ):
        train(net, optimizer, epochs=2)
        optimizer.param_groups[0]["lr"] = 0.125
    train(whole, whole_optimizer, epochs=2)
    save_checkpoint("half.pt", half, half_optimizer, epoch=2)
    move_to_missing_gpu("half.pt")
    resumed, resumed_optimizer = begin(adam)
    try:
        load_checkpoint("half.pt", resumed, resumed_optimizer)
    except Exception as slip:
        raise AssertionError(
            f"it cannot be loaded: {slip}"
        ) from slip
    train(resumed, resumed_optimizer, epochs=2)
    difference = resumed.weight.item() - whole.weight.item()
    assert abs(difference) < 1e-5, (
        f"with {type(half_optimizer).__name__} it goes on otherwise"
    )
    assert resumed.epochs.item() == 4, "a buffer is not restored"
# %% check it writes one file, which holds the epoch
before = set(Path().iterdir())
save_checkpoint("seven.pt", *begin(), epoch=7)
assert set(Path().iterdir()) - before == {Path("seven.pt")}, (
    "it does not write that one file alone"
)
assert load_checkpoint("seven.pt", *begin()) == 7, "another epoch"
# %% fact the states of SGD and Adam
# > SGD with momentum keeps buffers, Adam two running means and step
# > counts.
states = []
for adam in (False, True):
    net, optimizer = begin(adam)
    train(net, optimizer, epochs=1)  # with the gradient -6
    assert net.weight.grad.item() == -6
    (state,) = optimizer.state_dict()["state"].values()
    states.append(
        {name: float(value) for name, value in state.items()}
    )
assert states[0] == {"momentum_buffer": -6}
assert states[1].keys() == {"step", "exp_avg", "exp_avg_sq"}
assert states[1]["step"] == 1
assert abs(states[1]["exp_avg"] - 0.1 * -6) < 1e-5
assert abs(states[1]["exp_avg_sq"] - 0.001 * 36) < 1e-5
# %% belied SGD has none
assert states[0] == {}
# %% belied Adam remembers gradients alone
assert states[1].keys() == {"exp_avg"}
# %% fact with the weights alone the steps differ
# > With the weights alone, their next steps differ.
gaps = []
for adam in (False, True):
    whole, optimizer = begin(adam)
    train(whole, optimizer, epochs=2)
    resumed, fresh = begin(adam)
    resumed.load_state_dict(whole.state_dict())
    assert not fresh.state_dict()["state"]
    train(whole, optimizer, epochs=1)
    train(resumed, fresh, epochs=1)
    gaps.append(abs(resumed.weight.item() - whole.weight.item()))
assert min(gaps) > 0.01
# %% belied the next step is the same
assert max(gaps) < 1e-5
# %% fact a scheduler has a state too
# > A scheduler has a state too.
optimizer = begin()[1]
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2)
for _ in range(3):
    optimizer.step()
    scheduler.step()
assert scheduler.state_dict()["last_epoch"] == 3
# %% belied the optimizer's state holds it
assert "last_epoch" in optimizer.state_dict()


# %% also a list, loaded to where the model is
def save_checkpoint(path, model, optimizer, epoch):
    torch.save(
        [epoch, model.state_dict(), optimizer.state_dict()], path
    )


def load_checkpoint(path, model, optimizer):
    where = next(model.parameters()).device
    epoch, *states = torch.load(path, map_location=where)
    for target, state in zip((model, optimizer), states):
        target.load_state_dict(state)
    return epoch


# %% also whole objects, whose states are taken over
def save_checkpoint(path, model, optimizer, epoch):
    torch.save((model, optimizer, epoch), path)


def load_checkpoint(path, model, optimizer):
    saved, saved_optimizer, epoch = torch.load(
        path,
        map_location=lambda storage, _: storage,
        weights_only=False,
    )
    model.load_state_dict(saved.state_dict())
    optimizer.load_state_dict(saved_optimizer.state_dict())
    return epoch


# %% wrong the model's weights are all there is to restore
def save_checkpoint(path, model, _, epoch):
    checkpoint = {"model": model.state_dict(), "epoch": epoch}
    torch.save(checkpoint, path)


def load_checkpoint(path, model, _):
    checkpoint = torch.load(path, map_location="cpu")
    model.load_state_dict(checkpoint["model"])
    return checkpoint["epoch"]


# %% wrong a model's parameters are its whole state
def save_checkpoint(path, model, optimizer, epoch):
    weights = list(model.parameters())
    torch.save([weights, optimizer.state_dict(), epoch], path)


def load_checkpoint(path, model, optimizer):
    weights, state, epoch = torch.load(path, map_location="cpu")
    for p, saved in zip(model.parameters(), weights):
        p.data.copy_(saved)
    optimizer.load_state_dict(state)
    return epoch


# %% wrong the optimizer's state needs a file of its own
def save_checkpoint(path, model, optimizer, epoch):
    torch.save([model.state_dict(), epoch], path)
    torch.save(optimizer.state_dict(), f"{path}.optimizer")


def load_checkpoint(path, model, optimizer):
    weights, epoch = torch.load(path, map_location="cpu")
    state = torch.load(f"{path}.optimizer", map_location="cpu")
    model.load_state_dict(weights)
    optimizer.load_state_dict(state)
    return epoch


# %% wrong the optimizer's state tells the epoch
def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path, map_location="cpu")
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return len(checkpoint["optimizer"]["state"])


# %% wrong momentum is all that an optimizer remembers
def save_checkpoint(path, model, optimizer, epoch):
    momentum = [
        optimizer.state[p].get("momentum_buffer")
        for p in model.parameters()
    ]
    torch.save([model.state_dict(), momentum, epoch], path)


def load_checkpoint(path, model, optimizer):
    state, momentum, epoch = torch.load(path, map_location="cpu")
    model.load_state_dict(state)
    for p, buffer in zip(model.parameters(), momentum):
        if buffer is not None:
            optimizer.state[p]["momentum_buffer"] = buffer.to(
                p.device
            )
    return epoch


# %% wrong a loaded object replaces the caller's
def save_checkpoint(path, model, optimizer, epoch):
    torch.save((model, optimizer, epoch), path)


def load_checkpoint(path, model, optimizer):
    model, optimizer, epoch = torch.load(
        path, map_location="cpu", weights_only=False
    )
    return epoch


# %% wrong the tensors find their device by themselves
def save_checkpoint(path, model, optimizer, epoch):
    states = model.state_dict(), optimizer.state_dict()
    torch.save((*states, epoch), path)


def load_checkpoint(path, model, optimizer):
    weights, state, epoch = torch.load(path)
    model.load_state_dict(weights)
    optimizer.load_state_dict(state)
    return epoch


# %% wrong the settings of the optimizer come from the code
def save_checkpoint(path, model, optimizer, epoch):
    state = optimizer.state_dict()["state"]
    torch.save([model.state_dict(), state, epoch], path)


def load_checkpoint(path, model, optimizer):
    weights, state, epoch = torch.load(path, map_location="cpu")
    model.load_state_dict(weights)
    own = optimizer.state_dict() | {"state": state}
    optimizer.load_state_dict(own)
    return epoch
