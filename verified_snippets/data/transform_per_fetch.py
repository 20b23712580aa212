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
# > `__getitem__` is lazy. It doesn't run when the dataset is made.
# > It runs once for each sample in each epoch, 3 × 2.
assert printed.split() == ["0", "6"]
assert dataset.scaled == 6
assert torch.equal(batch, torch.ones(1, 2, 2))
raw = torch.full((1, 2), 255.0)
late = Scaled(raw)
raw.zero_()
assert late[0].tolist() == [0.0, 0.0], "it scales beforehand"


# %% fact an epoch can crop anew
# > Random augmentation uses that: each epoch can get other
# > crops.
class Cropped(Dataset):
    def __len__(self):
        return 3

    def __getitem__(self, index):
        begin = int(torch.randint(900, ()))
        return torch.arange(1000)[begin : begin + 4]


augmented = Cropped()
first, second = (
    torch.cat(list(DataLoader(augmented, batch_size=2)))
    for _ in range(2)
)
assert first.shape == second.shape == (3, 4)
assert not torch.equal(first, second)
# %% belied the crops of the first epoch are kept
assert torch.equal(first, second)


# %% fact a fixed step may run beforehand
# > A step that always gives the same result can run once, in
# > `__init__`.
class ScaledOnce(Dataset):
    def __init__(self, images):
        self.images = images / 255
        self.scaled = len(images)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.images[index]


images = torch.arange(12.0).reshape(3, 2, 2)
once, lazy = ScaledOnce(images), Scaled(images)
for _ in range(2):
    for left, right in zip(DataLoader(once), DataLoader(lazy)):
        assert torch.equal(left, right)
assert once.scaled == 3 and lazy.scaled == 6
# %% belied the loader makes it run in each epoch
assert once.scaled == 6


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


# %% wrong what was scaled in the first epoch is kept
class Scaled(Dataset):
    def __init__(self, images):
        self.images = images
        self.scaled = 0
        self.kept = {}

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        if index not in self.kept:
            self.scaled += 1
            self.kept[index] = self.images[index] / 255
        return self.kept[index]


dataset = Scaled(torch.full((3, 2, 2), 255.0))
print(dataset.scaled)
for epoch in range(2):
    for batch in DataLoader(dataset, batch_size=2):
        pass
print(dataset.scaled)
