# %% setup
import torch


# %% card
def accuracy(batches):
    correct = count = 0
    for predicted, labels in batches:
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    return correct / count


# %% check it is a float, the whole set's accuracy for any split
predicted = torch.tensor([0, 1, 2, 0, 1, 2])
labels = torch.tensor([0, 1, 2, 0, 1, 1])
for size in (1, 4, 5, 6):
    batches = zip(predicted.split(size), labels.split(size))
    share = accuracy(batches)
    assert type(share) is float and share == 5 / 6


# %% wrong the mean of the batches' accuracies is the accuracy
def accuracy(batches):
    accuracies = []
    for predicted, labels in batches:
        right = (predicted == labels).float().mean().item()
        accuracies.append(right)
    return sum(accuracies) / len(accuracies)
