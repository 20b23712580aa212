# %% setup
from pathlib import Path

import torch
from torch import nn


def begin():
    """A model at zero, and an optimizer with momentum."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    sgd = torch.optim.SGD(model.parameters(), lr=0.5, momentum=0.5)
    return model, sgd


def train(model, optimizer, epochs):
    for _ in range(epochs):
        optimizer.zero_grad()
        model(torch.ones(1, 1)).sum().backward()
        optimizer.step()


def move_to_missing_gpu(path):
    """Rewrite a file as if its tensors had been on `cuda:15`."""
    content, file = torch.load(path, map_location="cpu"), Path(path)
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
whole, whole_sgd = begin()
train(whole, whole_sgd, epochs=4)
half, half_sgd = begin()
train(half, half_sgd, epochs=2)
save_checkpoint("half.pt", half, half_sgd, epoch=2)
move_to_missing_gpu("half.pt")
resumed, resumed_sgd = begin()
load_checkpoint("half.pt", resumed, resumed_sgd)
train(resumed, resumed_sgd, epochs=2)
assert resumed.weight.item() == whole.weight.item()
# %% check it says after which epoch the checkpoint was written
save_checkpoint("half.pt", *begin(), epoch=7)
assert load_checkpoint("half.pt", *begin()) == 7


# %% wrong the model's weights are all there is to restore
def save_checkpoint(path, model, _, epoch):
    checkpoint = {"model": model.state_dict(), "epoch": epoch}
    torch.save(checkpoint, path)


def load_checkpoint(path, model, _):
    checkpoint = torch.load(path, map_location="cpu")
    model.load_state_dict(checkpoint["model"])
    return checkpoint["epoch"]


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
