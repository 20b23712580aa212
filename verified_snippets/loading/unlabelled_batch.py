# /// snippet
# devices = ["cpu"]
# [equivalent]
# "for inputs, labels in *: 2 -> 3" = "there are two rows only"
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
# %% check two rows are unpacked in silence, 32 are refused
assert torch.equal(inputs, rows[0])
assert torch.equal(labels, rows[1])
rows = torch.zeros(32, 2)
try:
    inputs, labels = next(iter(DataLoader(Rows(), batch_size=32)))
    message = ""
except ValueError as problem:
    message = str(problem)
assert "too many values to unpack" in message


# %% wrong the loader supplies the labels that are missing
class Rows(Dataset):
    def __len__(self):
        return len(rows)

    def __getitem__(self, index):
        return rows[index], index


for inputs, labels in DataLoader(Rows(), batch_size=2):
    print("inputs", inputs)
    print("labels", labels)
