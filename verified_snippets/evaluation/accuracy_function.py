# %% setup
import torch
from torch import nn


def new_loader():
    """Five samples in two batches, four classified right."""
    labels = torch.tensor([1, 0, 1, 0, 1])
    logits = torch.eye(2)[[1, 0, 1, 0, 0]]
    return list(zip(logits.split(3), labels.split(3)))


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
# > and the right answers divided by the samples.
share = accuracy(nn.Identity(), new_loader())
assert type(share) is float, "it is no float"
assert abs(share - 0.8) < 1e-6, "four of five are right"
# %% check it measures in evaluation mode
# > It takes `eval()` for the layers,
model = nn.BatchNorm1d(2)
accuracy(model, new_loader())
assert model.num_batches_tracked.item() == 0, (
    "BatchNorm has learned from the data"
)
# %% check the model comes back in the mode it came in
# > the mode put back,
for mode in (True, False):
    model = nn.Identity().train(mode)
    accuracy(model, new_loader())
    assert model.training is mode, "it comes back in another mode"
# %% check no graph is recorded
# > `inference_mode()` for autograd,
recorded = []
model = nn.Linear(2, 2)
model.register_forward_hook(
    lambda *args: recorded.append(args[-1].requires_grad)
)
accuracy(model, new_loader())
assert recorded, "the model was never called"
assert not any(recorded), "the model recorded a graph"
# %% fact train() with a flag sets every layer
# > `train(was_training)` sets the whole tree: where single layers
# > were in evaluation mode on purpose, store each module's flag.
net = nn.Sequential(nn.Identity(), nn.BatchNorm1d(2))
net[1].eval()
flags = {module: module.training for module in net.modules()}
accuracy(net, new_loader())
assert net[1].training
for module, was_training in flags.items():
    module.training = was_training
assert net.training and net[0].training and not net[1].training
# %% belied train() leaves a single layer as it was
accuracy(net, new_loader())
assert not net[1].training


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
