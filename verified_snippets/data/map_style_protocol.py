# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch
from torch.utils.data import DataLoader, Dataset


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
# %% check the loader asks for each sample, and makes the batches
# > Two methods: `__len__` tells the default sampler how many
# > samples there are, and `__getitem__(index)` returns one of them.
# > The loader makes the batches.
assert [batch.tolist() for batch in batches] == [
    [0, 1],
    [4, 9],
    [16],
]
assert Squares()[3] == 9
# %% check the class need not inherit
# > The class need not inherit from `Dataset`;
assert not isinstance(Squares(), Dataset), "it is a Dataset"
assert sum(len(batch) for batch in batches) > 0
# %% fact a list has the two methods
# > a list will do as well.
squares = [0, 1, 4, 9, 16]
batches_of_list = DataLoader(squares, batch_size=2)
assert not isinstance(squares, Dataset)
assert torch.cat(list(batches_of_list)).tolist() == [0, 1, 4, 9, 16]
# %% belied only a Dataset is a dataset
assert isinstance(squares, Dataset)


# %% fact an IndexError does not end the data
# > The length must be right. If it's too large and `__getitem__`
# > raises an `IndexError`, the loader raises it too. A `for` loop
# > over the dataset would just end.
class Short:
    def __len__(self):
        return 4

    def __getitem__(self, index):
        return [0, 1, 4][index]


looped = []
for sample in Short():
    looped.append(sample)
try:
    loaded = list(DataLoader(Short(), batch_size=2))
except IndexError:
    loaded = None
assert looped == [0, 1, 4] and loaded is None
# %% belied the loader stops there, as a loop does
assert loaded is not None


# %% fact a length that is too small loses samples
# > If it's too small, the last samples are lost silently.
class Long:
    def __len__(self):
        return 3

    def __getitem__(self, index):
        return [0, 1, 4, 9, 16][index]


loaded = [int(x) for x in DataLoader(Long())]
mixed = sorted(int(x) for x in DataLoader(Long(), shuffle=True))
assert loaded == mixed == [0, 1, 4]
# %% belied the loader goes on to the last sample
assert loaded == [0, 1, 4, 9, 16]


# %% wrong a dataset has to inherit from Dataset
class Squares(Dataset):
    def __len__(self):
        return 5

    def __getitem__(self, index):
        return index**2


batches = list(DataLoader(Squares(), batch_size=2))
print([batch.tolist() for batch in batches])


# %% wrong __getitem__ has to build the batch
class Squares:
    def __len__(self):
        return 3

    def __getitem__(self, index):
        return torch.arange(2 * index, 2 * index + 2) ** 2


batches = list(DataLoader(Squares(), batch_size=2))
