# /// snippet
# [equivalent]
# "*len(inputs)*: inputs -> targets" = "there are as many targets"
# ///
# %% setup
import torch
from torch import nn
from torch.overrides import TorchFunctionMode
from torch.utils.data import DataLoader, TensorDataset

from verified_snippets.kit import device


def loader_of(*rows, batch_size, drop_last=False):
    """Batches on the CPU, whatever device the model is on."""
    inputs = torch.tensor([[x] for x, _ in rows], device="cpu")
    targets = torch.tensor([[y] for _, y in rows], device="cpu")
    dataset = TensorDataset(inputs, targets)
    return DataLoader(dataset, batch_size, drop_last=drop_last)


def zero_line():
    """A model that begins as y = 0 * x."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    return model


def averaged(outputs, targets):
    """A mean whose gradient is easy: the mean of the inputs."""
    return (outputs - targets).mean()


# %% card
def train_epoch(model, loader, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    for inputs, targets in loader:
        inputs, targets = inputs.to(device), targets.to(device)
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(inputs)
        count += len(inputs)
    return total / count


# %% check it runs, and leaves, the model in training mode
# > Easily forgotten: `model.train()`, since a validation may have
# > left evaluation mode on;
model = zero_line().eval()
modes = []
model.register_forward_hook(lambda m, *_: modes.append(m.training))
optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
loader = loader_of((1.0, 1.0), batch_size=1)
train_epoch(model, loader, nn.MSELoss(), optimizer)
assert modes == [True], "it trains in evaluation mode"
assert model.training, "the model is in evaluation mode"
# %% check every batch moves the weights by its own gradient
# > `zero_grad()`;
model = zero_line()
seen = []
model.register_forward_hook(
    lambda m, *_: seen.append(m.weight.item())
)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
rows = (1.0, 0.0), (3.0, 0.0), (10.0, 0.0)
loader = loader_of(*rows, batch_size=2)
train_epoch(model, loader, averaged, optimizer)
seen.append(model.weight.item())
assert [round(weight, 3) for weight in seen] == [0, -2, -12], (
    "gradients of 2 and 10 at a rate of 1 lead from 0 to -2 and -12"
)


# %% check inputs and targets are moved to the device
class Moves(TorchFunctionMode):
    """Moves by copying, as between devices; keeps the copies."""

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        result = func(*args, **kwargs)
        moving = torch.Tensor.to, torch.Tensor.cuda
        if func in moving or "device" in kwargs:
            copies.append(result := result.clone())
        return result


def noted_loss(outputs, targets):
    used["targets"] = targets.data_ptr()
    return averaged(outputs, targets)


def note_inputs(_, batch):
    used["inputs"] = batch[0].data_ptr()


copies, used, model = [], {}, zero_line()
model.register_forward_pre_hook(note_inputs)
optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
loader = loader_of((1.0, 0.0), batch_size=1)
try:
    with Moves():
        train_epoch(model, loader, noted_loss, optimizer)
except RuntimeError:
    pass  # on another device the model refuses what is on the CPU
moved = {copy.data_ptr() for copy in copies}
assert used.get("inputs") in moved, "the inputs stay on the CPU"
assert used.get("targets") in moved, "the targets stay on the CPU"
# %% check every sample counts the same in the mean loss
# > and the smaller last batch.
for batch_size in (1, 2, 3):
    model = zero_line()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    rows = (1.0, 0.0), (1.0, 0.0), (1.0, 3.0)
    loader = loader_of(*rows, batch_size=batch_size)
    mean = train_epoch(model, loader, nn.MSELoss(), optimizer)
    assert abs(mean - 3.0) < 1e-5, "losses 0, 0 and 9 average 3"
rows = (1.0, 3.0), (1.0, 3.0), (1.0, 0.0)
loader = loader_of(*rows, batch_size=2, drop_last=True)
mean = train_epoch(model, loader, nn.MSELoss(), optimizer)
assert abs(mean - 9.0) < 1e-5, "the loader may drop samples"
# %% check it returns a plain number, not a tensor with a graph
# > `loss.item()` is a float.
model = zero_line()
optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
loader = loader_of((1.0, 1.0), batch_size=1)
mean = train_epoch(model, loader, nn.MSELoss(), optimizer)
assert isinstance(mean, float), "it returns no float"
# %% fact a sum of losses keeps the nodes of all steps
# > Adding up `loss` itself keeps the graph nodes of every step.
net = nn.Linear(1, 1)
sums = {"loss": 0, "item": 0}
for _ in range(3):
    part = net(torch.ones(1, 1)).square().mean()
    part.backward()
    sums["loss"] = sums["loss"] + part
    sums["item"] = sums["item"] + part.item()
nodes, names = [sums["loss"].grad_fn], []
while nodes:
    node = nodes.pop()
    names.append(node.name())
    nodes += [n for n, _ in node.next_functions if n is not None]
assert isinstance(sums["item"], float)
assert names.count("MeanBackward0") == 3
assert names.count("PowBackward0") == 3
# %% belied backward() leaves no node behind
assert "MeanBackward0" not in names


# %% also the sum stays on the device
def train_epoch(model, loader, loss_fn, optimizer):
    model.train()
    total, count = 0, 0
    for inputs, targets in loader:
        inputs, targets = inputs.to(device), targets.to(device)
        loss = loss_fn(model(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total = total + loss.detach() * inputs.shape[0]
        count += inputs.shape[0]
    return (total / count).item()


# %% also a list of losses, one for each sample
def train_epoch(model, loader, loss_fn, optimizer):
    model.train()
    where = next(model.parameters()).device
    losses = []
    for batch in loader:
        inputs, targets = (part.to(where) for part in batch)
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses += [loss.item()] * len(targets)
    return sum(losses) / len(losses)


# %% wrong a model is always in training mode
def train_epoch(model, loader, loss_fn, optimizer):
    total, count = 0.0, 0
    for inputs, targets in loader:
        inputs, targets = inputs.to(device), targets.to(device)
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(inputs)
        count += len(inputs)
    return total / count


# %% wrong backward() replaces the old gradients
def train_epoch(model, loader, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    for inputs, targets in loader:
        inputs, targets = inputs.to(device), targets.to(device)
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(inputs)
        count += len(inputs)
    return total / count


# %% wrong one step after the last batch is enough
def train_epoch(model, loader, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    optimizer.zero_grad()
    for inputs, targets in loader:
        inputs, targets = inputs.to(device), targets.to(device)
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        total += loss.item() * len(inputs)
        count += len(inputs)
    optimizer.step()
    return total / count


# %% wrong the targets may stay on the CPU
def train_epoch(model, loader, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    for inputs, targets in loader:
        inputs = inputs.to(device)
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(inputs)
        count += len(inputs)
    return total / count


# %% wrong to() moves the tensor it is called on
def train_epoch(model, loader, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    for inputs, targets in loader:
        inputs.to(device)
        targets.to(device)
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(inputs)
        count += len(inputs)
    return total / count


# %% wrong the mean of the batch means is the mean
def train_epoch(model, loader, loss_fn, optimizer):
    model.train()
    total = 0.0
    for inputs, targets in loader:
        inputs, targets = inputs.to(device), targets.to(device)
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(loader)


# %% wrong an epoch has all samples of the dataset
def train_epoch(model, loader, loss_fn, optimizer):
    model.train()
    total = 0.0
    for inputs, targets in loader:
        inputs, targets = inputs.to(device), targets.to(device)
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(inputs)
    return total / len(loader.dataset)


# %% wrong the losses may be added up as tensors
def train_epoch(model, loader, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    for inputs, targets in loader:
        inputs, targets = inputs.to(device), targets.to(device)
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        total += loss * len(inputs)
        count += len(inputs)
    return total / count
