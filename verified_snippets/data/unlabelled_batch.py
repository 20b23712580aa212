# /// snippet
# devices = ["cpu"]
# [equivalent]
# "for inputs, labels in *: 2 -> 3" = "there are two rows only"
# 'print("labels", labels): out of *' = "there is one batch only"
# ///
# %% setup
import torch
from torch.utils.data import DataLoader, Dataset

rows = torch.tensor([[1.0, 2.0], [3.0, 4.0]])


# %% card
class Rows(Dataset):
    def __len__(self):
        return len(rows)

    def __getitem__(self, index):
        return rows[index]


for inputs, labels in DataLoader(Rows(), batch_size=2):
    print("inputs", inputs)
    print("labels", labels)
# %% output
# inputs tensor([1., 2.])
# labels tensor([3., 4.])
# %% check the second sample is taken for the labels
# > The loop gets one tensor of shape (2, 2), and Python unpacks it
# > along its first dimension: the second sample is taken for the
# > labels.
(batch,) = DataLoader(Rows(), batch_size=2)
assert isinstance(batch, torch.Tensor) and batch.shape == (2, 2)
assert inputs.tolist() == [1.0, 2.0]
assert labels.tolist() == [3.0, 4.0]
assert printed.splitlines() == [
    "inputs tensor([1., 2.])",
    "labels tensor([3., 4.])",
]
# %% fact one row and 32 rows are refused
# > That works only because this batch has two rows; one row or 32
# > rows raise a `ValueError`.
refused = []
for size in (1, 2, 32):
    try:
        for first, second in DataLoader(torch.ones(size, 2), size):
            pass
    except ValueError:
        refused.append(size)
assert refused == [1, 32]
# %% belied two rows are refused too
assert refused == [1, 2, 32]


# %% fact a pair gives inputs and labels
# > Return a pair from `__getitem__`, and the loop gets inputs and
# > labels.
class Pairs(Rows):
    def __getitem__(self, index):
        return torch.tensor([0.5, 1.5]), 10 * index


(batch,) = DataLoader(Pairs(), batch_size=2)
first, second = batch
assert first.tolist() == [[0.5, 1.5], [0.5, 1.5]]
assert second.tolist() == [0, 10]
# %% belied each part of the batch is a pair
assert second.tolist() == [[0.5, 1.5], 10]


# %% wrong the loader supplies the labels that are missing
class Rows(Dataset):
    def __len__(self):
        return len(rows)

    def __getitem__(self, index):
        return rows[index], index


for inputs, labels in DataLoader(Rows(), batch_size=2):
    print("inputs", inputs)
    print("labels", labels)
