# /// snippet
# devices = ["cpu"]
# [equivalent]
# "for batch *: without batch_size=" = "it counts samples only"
# ///
# %% setup
import torch
from torch.utils.data import DataLoader, Dataset


# %% card
class Scaled(Dataset):
    def __init__(self, images):
        self.images = images
        self.scaled = 0

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        self.scaled += 1
        return self.images[index] / 255


dataset = Scaled(torch.full((3, 2, 2), 255.0))
print(dataset.scaled)
for epoch in range(2):
    for batch in DataLoader(dataset, batch_size=2):
        pass
print(dataset.scaled)
# %% output
# 0
# 6
# %% check preprocessing runs for each sample in every epoch
assert printed.split() == ["0", "6"]
assert torch.equal(batch, torch.ones(1, 2, 2))


# %% wrong preprocessing runs once, when the dataset is made
class Scaled(Dataset):
    def __init__(self, images):
        self.images = images / 255
        self.scaled = len(images)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.images[index]


dataset = Scaled(torch.full((3, 2, 2), 255.0))
print(dataset.scaled)
for epoch in range(2):
    for batch in DataLoader(dataset, batch_size=2):
        pass
print(dataset.scaled)


# %% wrong preprocessing runs once for a batch
class Scaled(Dataset):
    def __init__(self, images):
        self.images = images
        self.scaled = 0

    def __len__(self):
        return len(self.images)

    def __getitems__(self, indices):
        self.scaled += 1
        return list(self.images[indices] / 255)


dataset = Scaled(torch.full((3, 2, 2), 255.0))
print(dataset.scaled)
for epoch in range(2):
    for batch in DataLoader(dataset, batch_size=2):
        pass
print(dataset.scaled)
