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
# %% fact two methods will do, and a list has them
# > The class need not inherit from `Dataset`; a list will do as
# > well.
batches_of_list = DataLoader([0, 1, 4, 9, 16], batch_size=2)
assert not isinstance(Squares(), Dataset)
assert torch.cat(list(batches_of_list)).tolist() == [0, 1, 4, 9, 16]
# %% belied only a Dataset is a dataset
assert isinstance(Squares(), Dataset)


# %% fact an IndexError does not end the data
# > The length must be right: a `for` loop takes an `IndexError` for
# > the end of the data, but the loader raises it.
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


# %% wrong __getitem__ has to build the batch
class Squares:
    def __len__(self):
        return 3

    def __getitem__(self, index):
        return torch.arange(2 * index, 2 * index + 2) ** 2


batches = list(DataLoader(Squares(), batch_size=2))
