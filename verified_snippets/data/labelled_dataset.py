# /// snippet
# devices = ["cpu"]
# [equivalent]
# "return len(*: self.inputs -> self.labels" = "as many as inputs"
# ///
# %% setup
import torch
from torch.utils.data import DataLoader, Dataset


# %% card
class Labelled(Dataset):
    def __init__(self, inputs, labels):
        self.inputs = inputs
        self.labels = labels

    def __len__(self):
        return len(self.inputs)

    def __getitem__(self, index):
        return self.inputs[index], self.labels[index]


# %% check every batch is a batch of inputs and a batch of labels
# > `__getitem__` must return the pair (input, label): the default
# > collation then makes a batch of each.
rows = torch.arange(12.0).reshape(6, 2)
marks = torch.tensor([4, 0, 9, 1, 7, 3])
for size in (2, 3, 6):
    loader = DataLoader(Labelled(rows, marks), batch_size=size)
    for n, batch in enumerate(loader):
        assert len(batch) == 2, "the loop cannot take it apart"
        assert all(
            isinstance(part, torch.Tensor) for part in batch
        ), "a part of the batch is no tensor"
        span = slice(n * size, (n + 1) * size)
        first, second = batch
        assert first.tolist() == rows[span].tolist(), (
            "the first part is not the inputs"
        )
        assert second.tolist() == marks[span].tolist(), (
            "the second part is not the labels"
        )
        assert second.dtype == marks.dtype, (
            "the labels have another dtype"
        )
# %% fact a batch of inputs alone raises, or is taken apart
# > With the inputs alone the loop raises at a batch of 32. Worse,
# > it takes a batch of 2 apart in silence: the second sample passes
# > for the labels.
alone, seen = torch.arange(128.0).reshape(64, 2), {}
for size, count in (2, 4), (32, 64):
    taken = seen[size] = []
    try:
        for inputs, labels in DataLoader(alone[:count], size):
            taken.append(labels.tolist())
    except ValueError:
        taken.append("raised")
assert seen[2] == [[2.0, 3.0], [6.0, 7.0]]
assert seen[32] == ["raised"]
# %% belied any batch size raises
assert seen[2] == ["raised"]


# %% also a list of pairs
class Labelled(Dataset):
    def __init__(self, inputs, labels):
        self.pairs = list(zip(inputs, labels))

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, index):
        return self.pairs[index]


# %% also the dataset that exists already
from torch.utils.data import TensorDataset


class Labelled(TensorDataset):
    def __init__(self, inputs, labels):
        super().__init__(inputs, labels)


# %% wrong the loop finds the labels by itself
class Labelled(Dataset):
    def __init__(self, inputs, labels):
        self.inputs = inputs
        self.labels = labels

    def __len__(self):
        return len(self.inputs)

    def __getitem__(self, index):
        return self.inputs[index]


# %% wrong a dictionary is taken apart into its values
class Labelled(Dataset):
    def __init__(self, inputs, labels):
        self.inputs = inputs
        self.labels = labels

    def __len__(self):
        return len(self.inputs)

    def __getitem__(self, index):
        return {
            "inputs": self.inputs[index],
            "labels": self.labels[index],
        }


# %% wrong the label comes first
class Labelled(Dataset):
    def __init__(self, inputs, labels):
        self.inputs = inputs
        self.labels = labels

    def __len__(self):
        return len(self.inputs)

    def __getitem__(self, index):
        return self.labels[index], self.inputs[index]


# %% wrong the index is the label
class Labelled(Dataset):
    def __init__(self, inputs, labels):
        self.inputs = inputs
        self.labels = labels

    def __len__(self):
        return len(self.inputs)

    def __getitem__(self, index):
        return self.inputs[index], index


# %% wrong labels have the dtype of the inputs
class Labelled(Dataset):
    def __init__(self, inputs, labels):
        self.inputs = inputs
        self.labels = labels.to(inputs.dtype)

    def __len__(self):
        return len(self.inputs)

    def __getitem__(self, index):
        return self.inputs[index], self.labels[index]
