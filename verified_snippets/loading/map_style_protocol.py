# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch
from torch.utils.data import DataLoader


# %% card
class Squares:
    def __len__(self):
        return 5

    def __getitem__(self, index):
        return index**2


batches = list(DataLoader(Squares(), batch_size=2))
print([batch.tolist() for batch in batches])
# %% output
# [[0, 1], [4, 9], [16]]
# %% check any object with __len__ and __getitem__ is a dataset
assert [len(batch) for batch in batches] == [2, 2, 1]
assert torch.cat(batches).tolist() == [0, 1, 4, 9, 16]


# %% wrong __getitem__ has to build the batch
class Squares:
    def __len__(self):
        return 3

    def __getitem__(self, index):
        return torch.arange(2 * index, 2 * index + 2) ** 2


batches = list(DataLoader(Squares(), batch_size=2))
