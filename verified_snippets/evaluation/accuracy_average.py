# /// snippet
# [equivalent]
# "*.numel()*: labels -> predicted" = "there are as many"
# ///
# %% setup
import torch
from torch import nn


# %% card
def accuracy(batches):
    correct = count = 0
    for predicted, labels in batches:
        correct += (predicted == labels).sum().item()
        count += labels.numel()
    return correct / count


# %% check it is the whole set's accuracy, for any split
# > Add up the right answers and the samples, and divide once.
predicted = torch.tensor([0, 1, 2, 0, 1, 2])
labels = torch.tensor([0, 1, 2, 0, 1, 1])
for size in (1, 4, 5, 6):
    batches = list(zip(predicted.split(size), labels.split(size)))
    share = float(accuracy(batches))
    assert abs(share - 5 / 6) < 1e-5, (
        f"in batches of {size} it is {share:.4f} instead of 0.8333"
    )


# %% fact one sample of the short batch weighs twice as much
# > The mean of batch accuracies gives every batch the same weight,
# > so a sample of a short last batch counts more than the others.
def mean_of_means(hits):
    means = [sum(batch) / len(batch) for batch in hits]
    return sum(means) / len(means)


both = mean_of_means([[1, 1, 1, 1], [1, 1]])
assert both - mean_of_means([[0, 1, 1, 1], [1, 1]]) == 0.125
assert both - mean_of_means([[1, 1, 1, 1], [0, 1]]) == 0.25
# %% belied every sample counts the same
wrong = mean_of_means([[1, 1, 1, 1], [0, 1]])
assert abs(wrong - 5 / 6) < 1e-6
# %% fact a mean loss needs the sizes too
# > Weight each batch's mean loss of `nn.MSELoss` by its size too.
y = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
whole = nn.MSELoss()(y, torch.zeros(6)).item()
losses = [
    (nn.MSELoss()(part, torch.zeros(len(part))).item(), len(part))
    for part in y.split(4)
]
weighted = sum(loss * size for loss, size in losses) / 6
assert abs(weighted - whole) < 1e-4
# %% belied the plain mean of the losses is the loss of the set
assert abs(sum(loss for loss, _ in losses) / 2 - whole) < 1e-4
# %% fact with equal batches nobody notices
# > With equal batches both ways agree, which hides the bug.
hits = torch.tensor([1.0, 0.0, 1.0, 1.0, 0.0, 1.0])
for size in (1, 2, 3):
    means = torch.stack([part.mean() for part in hits.split(size)])
    assert abs(means.mean().item() - 4 / 6) < 1e-6
# %% belied the mean of means is always wrong
assert abs(means.mean().item() - 4 / 6) > 0.01


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
