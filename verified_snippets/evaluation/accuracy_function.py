# %% setup
import torch
from torch import nn

labels = torch.tensor([1, 0, 1, 0, 1])
logits = torch.eye(2)[[1, 0, 1, 0, 0]]
loader = list(zip(logits.split(3), labels.split(3)))


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
share = accuracy(nn.Identity(), loader)
assert type(share) is float and share == 4 / 5
# %% check it measures in evaluation mode
model = nn.BatchNorm1d(2)
accuracy(model, loader)
assert model.num_batches_tracked.item() == 0
# %% check the model comes back in the mode it came in
for mode in (True, False):
    model = nn.Identity().train(mode)
    accuracy(model, loader)
    assert model.training is mode
# %% check no graph is recorded
recorded = []
model = nn.Linear(2, 2)
model.register_forward_hook(
    lambda *args: recorded.append(args[-1].requires_grad)
)
accuracy(model, loader)
assert recorded == [False, False]


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
