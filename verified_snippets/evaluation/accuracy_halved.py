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
assert accuracy(lambda x: x, dataset) == 1.0
assert type(accuracy(lambda x: x, dataset)) is float
assert accuracy(torch.ones_like, dataset) == 2 / 5
pairs = TensorDataset(torch.stack([x, x + 1], dim=1), x + 1)
assert accuracy(lambda pair: pair[:, 1], pairs) == 1.0


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
