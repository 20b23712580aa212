# /// snippet
# [equivalent]
# "*.numel()*: labels -> predicted" = "there are as many"
# ///
# %% setup
import torch


# %% card
def accuracy(batches):
    correct = count = 0
    for predicted, labels in batches:
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    return correct / count


# %% check it is the whole set's accuracy, for any split
predicted = torch.tensor([0, 1, 2, 0, 1, 2])
labels = torch.tensor([0, 1, 2, 0, 1, 1])
for size in (1, 4, 5, 6):
    batches = list(zip(predicted.split(size), labels.split(size)))
    share = float(accuracy(batches))
    assert abs(share - 5 / 6) < 1e-5, (
        f"in batches of {size} it is {share:.4f} instead of 0.8333"
    )


# %% also every batch's accuracy is weighted with its size
def accuracy(batches):
    total = samples = 0
    for predicted, labels in batches:
        right = (predicted == labels).float().mean().item()
        total += right * len(labels)
        samples += len(labels)
    return total / samples


# %% also the batches are put together first
def accuracy(batches):
    predicted, labels = map(torch.cat, zip(*batches))
    return (predicted == labels).float().mean().item()


# %% also a running mean over the samples
def accuracy(batches):
    mean = torch.zeros(())
    seen = 0
    for predicted, labels in batches:
        for hit in predicted == labels:
            seen += 1
            mean += (hit.float() - mean) / seen
    return mean


# %% wrong the mean of the batches' accuracies is the accuracy
def accuracy(batches):
    accuracies = []
    for predicted, labels in batches:
        right = (predicted == labels).float().mean().item()
        accuracies.append(right)
    return sum(accuracies) / len(accuracies)


# %% wrong all batches are as large as the first
def accuracy(batches):
    correct = [(p == labels).sum().item() for p, labels in batches]
    return sum(correct) / (len(correct) * len(batches[0][1]))


# %% wrong a short last batch can be left out
def accuracy(batches):
    correct = count = 0
    size = len(batches[0][1])
    for predicted, labels in batches:
        if len(labels) == size:
            correct += (predicted == labels).sum().item()
            count += size
    return correct / count
