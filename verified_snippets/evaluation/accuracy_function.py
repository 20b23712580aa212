# %% setup
import torch
from torch import nn


def new_loader(size):
    """Five samples in batches, four classified right."""
    labels = torch.tensor([0, 0, 2, 0, 1])
    logits = torch.tensor(
        [
            [0.3, 0.2, 0.1],
            [8.0, 7.0, 0.0],
            [-4.0, -3.0, -2.0],
            [-0.1, -0.2, -0.3],
            [0.0, 0.1, 0.4],
        ]
    )
    return list(zip(logits.split(size), labels.split(size)))


# %% card
@torch.inference_mode()
def accuracy(model, loader):
    was_training = model.training
    model.eval()
    correct = count = 0
    for inputs, labels in loader:
        predicted = model(inputs).argmax(dim=1)
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    model.train(was_training)
    return correct / count


# %% check it is a float, every sample counts once in it
share = accuracy(nn.Identity(), new_loader(3))
assert type(share) is float, "it is no float"
assert abs(share - 0.8) < 1e-6, "four of five are right"
# %% check it measures in evaluation mode
# > `eval()` is for the layers,
norm = nn.BatchNorm1d(3)
model = nn.Sequential(nn.Sequential(norm), nn.Dropout(1.0))
share = accuracy(model, 2 * new_loader(5))
assert norm.num_batches_tracked.item() == 0, (
    "BatchNorm has learned from the samples"
)
assert abs(share - 0.8) < 1e-6, "dropout is at work"
# %% check the model comes back in the mode it came in
for mode in (True, False):
    model = nn.Sequential(nn.Sequential(nn.Identity())).train(mode)
    accuracy(model, new_loader(3))
    assert [m.training for m in model.modules()] == [mode] * 3, (
        "a module comes back in another mode"
    )
# %% check no graph is recorded
# > `inference_mode()` for autograd.
recorded = []
model = nn.Linear(3, 3)
model.register_forward_hook(
    lambda *args: recorded.append(args[-1].requires_grad)
)
accuracy(model, new_loader(3))
assert recorded, "the model was never called"
assert not any(recorded), "the model recorded a graph"
assert model(torch.ones(1, 3)).requires_grad, (
    "afterwards the model records no graph"
)
# %% fact train() with a flag sets every layer
# > `train(was_training)` sets the whole tree: where single layers
# > were in evaluation mode on purpose, store each module's flag.
net = nn.Sequential(nn.Identity(), nn.BatchNorm1d(3))
net[1].eval()
flags = {module: module.training for module in net.modules()}
accuracy(net, new_loader(3))
assert net[1].training
for module, was_training in flags.items():
    module.training = was_training
assert net.training and net[0].training and not net[1].training
# %% belied train() leaves a single layer as it was
accuracy(net, new_loader(3))
assert not net[1].training
# %% fact an exception skips the last lines
# > An exception skips that line, unless it stands in `finally`.
net, modes = nn.Linear(3, 3), []
for careful in (False, True):
    found = net.train().training
    try:
        accuracy(net, [(torch.ones(1, 4), torch.tensor([0]))])
    except RuntimeError:
        modes.append(net.training)
    finally:
        if careful:
            net.train(found)
assert modes == [False, False] and net.training
# %% belied the mode is put back in any case
assert modes == [True, True]


# %% also all answers in one tensor
def accuracy(model, loader):
    mode = model.training
    model.train(False)
    hits = []
    with torch.no_grad():
        for inputs, labels in loader:
            _, predicted = model(inputs).max(dim=1)
            hits.append(predicted.eq(labels))
    model.train(mode)
    return torch.cat(hits).float().mean().item()


# %% also every module gets its own flag back
def accuracy(model, loader):
    flags = {m: m.training for m in model.modules()}
    try:
        model.eval()
        correct, count = 0.0, 0
        for inputs, labels in loader:
            with torch.inference_mode():
                top = model(inputs).topk(1).indices.flatten()
            correct += float((top == labels).sum())
            count += len(labels)
        return correct / count
    finally:
        for module, flag in flags.items():
            module.training = flag


# %% wrong the mean of the batches' accuracies is the accuracy
@torch.inference_mode()
def accuracy(model, loader):
    was_training = model.training
    model.eval()
    means = []
    for inputs, labels in loader:
        predicted = model(inputs).argmax(dim=1)
        means.append((predicted == labels).float().mean().item())
    model.train(was_training)
    return sum(means) / len(means)


# %% wrong inference_mode() includes evaluation mode
@torch.inference_mode()
def accuracy(model, loader):
    correct = count = 0
    for inputs, labels in loader:
        predicted = model(inputs).argmax(dim=1)
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    return correct / count


# %% wrong evaluation mode ends with the function
@torch.inference_mode()
def accuracy(model, loader):
    model.eval()
    correct = count = 0
    for inputs, labels in loader:
        predicted = model(inputs).argmax(dim=1)
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    return correct / count


# %% wrong setting `training` of the model sets it for its layers
@torch.inference_mode()
def accuracy(model, loader):
    was_training = model.training
    model.training = False
    correct = count = 0
    for inputs, labels in loader:
        predicted = model(inputs).argmax(dim=1)
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    model.training = was_training
    return correct / count


# %% wrong what eval() did is undone by setting `training`
@torch.inference_mode()
def accuracy(model, loader):
    was_training = model.training
    model.eval()
    correct = count = 0
    for inputs, labels in loader:
        predicted = model(inputs).argmax(dim=1)
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    model.training = was_training
    return correct / count


# %% wrong only BatchNorm needs evaluation mode
@torch.inference_mode()
def accuracy(model, loader):
    was_training = model.training
    for module in model.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            module.eval()
    correct = count = 0
    for inputs, labels in loader:
        predicted = model(inputs).argmax(dim=1)
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    model.train(was_training)
    return correct / count


# %% wrong argmax needs a softmax, and any dim will do
@torch.inference_mode()
def accuracy(model, loader):
    was_training = model.training
    model.eval()
    correct = count = 0
    for inputs, labels in loader:
        predicted = model(inputs).softmax(dim=0).argmax(dim=1)
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    model.train(was_training)
    return correct / count


# %% wrong a classifier has two classes and returns probabilities
@torch.inference_mode()
def accuracy(model, loader):
    was_training = model.training
    model.eval()
    correct = count = 0
    for inputs, labels in loader:
        predicted = model(inputs)[:, 1] > 0.5
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    model.train(was_training)
    return correct / count


# %% wrong a frozen model is all that no graph needs
def accuracy(model, loader):
    was_training = model.training
    model.eval().requires_grad_(False)
    correct = count = 0
    for inputs, labels in loader:
        predicted = model(inputs).argmax(dim=1)
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    model.train(was_training)
    return correct / count


# %% wrong eval() includes inference_mode()
def accuracy(model, loader):
    was_training = model.training
    model.eval()
    correct = count = 0
    for inputs, labels in loader:
        predicted = model(inputs).argmax(dim=1)
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    model.train(was_training)
    return correct / count
