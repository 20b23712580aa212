# /// snippet
# devices = ["cpu"]
# [equivalent]
# "*: without batch_size=" = "the count is right in any batches"
# "*: 2 -> 3" = "the count is right in any batches"
# ///
# %% setup
import torch
from torch.utils.data import DataLoader, TensorDataset


# %% card
def accuracy(predict, dataset):
    correct = total = 0
    for x, y in DataLoader(dataset, batch_size=2):
        correct += (predict(x) == y).sum().item()
        total += y.numel()
    return correct / total


# %% check a perfect predictor scores 1, a constant one its share
# > Count in one place what the loop really saw.
# >
# > Test a metric with a perfect and with a constant predictor: you
# > know what both must score.
x = torch.tensor([3, 1, 4, 1, 5])
dataset = TensorDataset(x, x)
perfect = float(accuracy(lambda x: x, dataset))
assert abs(perfect - 1.0) < 1e-6, "a perfect model must score 1"
constant = float(accuracy(torch.ones_like, dataset))
assert abs(constant - 0.4) < 1e-6, "always 1 is right twice in 5"
pairs = TensorDataset(torch.stack([x, x + 1], dim=1), x + 1)
second = float(accuracy(lambda pair: pair[:, 1], pairs))
assert abs(second - 1.0) < 1e-6, "the model must see the inputs"

# %% fact where the half comes from
# > Every sample was counted twice, once in `len(dataset)` and once
# > in the loop, so the score was halved.
dataset = TensorDataset(torch.arange(5))
correct, total = 0, len(dataset)
for (x,) in DataLoader(dataset, batch_size=2):
    correct += len(x)
    total += len(x)
assert (correct, total) == (5, 2 * 5)
# %% belied the loop counts the samples once
assert total == 5
# %% fact the loader may see fewer samples
# > That stays right with `drop_last=True`, where `len(dataset)` may
# > be too large.
dataset = TensorDataset(torch.arange(5))
loader = DataLoader(dataset, batch_size=2, drop_last=True)
correct = total = 0
for (x,) in loader:
    correct += len(x)
    total += len(x)
assert correct / total == 1.0
# %% belied the size of the set is what the loop sees
assert correct / len(dataset) == 1.0


# %% also the size of the set alone
def accuracy(predict, dataset):
    correct = 0
    for x, y in DataLoader(dataset, batch_size=2):
        correct += (predict(x) == y).sum().item()
    return correct / len(dataset)


# %% also the mean of all answers
def accuracy(predict, dataset):
    hits = []
    for x, y in DataLoader(dataset, batch_size=2):
        hits.append(predict(x) == y)
    return torch.cat(hits).double().mean().item()


# %% wrong the count starts at the size of the set
def accuracy(predict, dataset):
    correct, total = 0, len(dataset)
    for x, y in DataLoader(dataset, batch_size=2):
        correct += (predict(x) == y).sum().item()
        total += y.numel()
    return correct / total


# %% wrong the counts are those of the last batch
def accuracy(predict, dataset):
    for x, y in DataLoader(dataset, batch_size=2):
        correct = (predict(x) == y).sum().item()
        total = y.numel()
    return correct / total


# %% wrong the length of a loader is the number of samples
def accuracy(predict, dataset):
    loader = DataLoader(dataset, batch_size=2)
    correct = 0
    for x, y in loader:
        correct += (predict(x) == y).sum().item()
    return correct / len(loader)
