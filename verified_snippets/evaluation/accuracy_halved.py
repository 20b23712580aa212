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
x = torch.tensor([3, 1, 4, 1, 5])
dataset = TensorDataset(x, x)
perfect = float(accuracy(lambda x: x, dataset))
assert abs(perfect - 1.0) < 1e-6, "a perfect model must score 1"
constant = float(accuracy(torch.ones_like, dataset))
assert abs(constant - 0.4) < 1e-6, "always 1 is right twice in 5"
pairs = TensorDataset(torch.stack([x, x + 1], dim=1), x + 1)
second = float(accuracy(lambda pair: pair[:, 1], pairs))
assert abs(second - 1.0) < 1e-6, "the model must see the inputs"


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


# %% wrong the score is doubled by counting batches
def accuracy(predict, dataset):
    loader = DataLoader(dataset, batch_size=2)
    correct = 0
    for x, y in loader:
        correct += (predict(x) == y).sum().item()
    return correct / len(loader)
