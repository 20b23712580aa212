# /// snippet
# devices = ["cpu"]
# [equivalent]
# "return len(*: self.inputs -> self.labels" = "as many as inputs"
# ///
# %% setup
import torch
from torch.utils.data import DataLoader, Dataset

inputs = torch.arange(12.0).reshape(6, 2)
labels = torch.arange(6)


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
for size in (2, 3, 6):
    loader = DataLoader(Labelled(inputs, labels), batch_size=size)
    for n, batch in enumerate(loader):
        assert isinstance(batch, list)
        span = slice(n * size, (n + 1) * size)
        assert torch.equal(batch[0], inputs[span])
        assert torch.equal(batch[1], labels[span])


# %% wrong the loop finds the labels by itself
class Labelled(Dataset):
    def __init__(self, inputs, labels):
        self.inputs = inputs
        self.labels = labels

    def __len__(self):
        return len(self.inputs)

    def __getitem__(self, index):
        return self.inputs[index]
