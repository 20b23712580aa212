# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import functools
import os
import warnings

import torch.utils.data
from torch.utils.data import Dataset

# Only a forked worker can find the classes of this file.
DataLoader = functools.partial(
    torch.utils.data.DataLoader, multiprocessing_context="fork"
)
warnings.filterwarnings("ignore", ".*fork", DeprecationWarning)


# %% card
class Counting(Dataset):
    def __init__(self):
        self.calls = 0

    def __len__(self):
        return 4

    def __getitem__(self, index):
        self.calls += 1
        return index


dataset = Counting()
seen = [int(x) for x in DataLoader(dataset, num_workers=2)]
print(seen, dataset.calls)
# %% output
# [0, 1, 2, 3] 0
# %% check every sample arrives, and no call is counted
# > Every sample arrives, but `self.calls` grows in the copies, and
# > the main process never sees it.
assert error is None, "it counts elsewhere"
assert printed == "[0, 1, 2, 3] 0\n"
assert seen == [0, 1, 2, 3] and dataset.calls == 0
dataset[0]
assert dataset.calls == 1, "it does not count its calls"


# %% fact two processes have a copy each
# > The two workers are processes, each with its own copy of the
# > dataset.
# >
# > `self.calls` grows in the copies,
class Told(Dataset):
    calls = 0

    def __len__(self):
        return 4

    def __getitem__(self, index):
        self.calls += 1
        return os.getpid(), self.calls


pairs = [
    (int(pid), int(calls))
    for pid, calls in DataLoader(Told(), num_workers=2)
]
assert len({pid for pid, _ in pairs}) == 2
assert os.getpid() not in {pid for pid, _ in pairs}
assert sorted(calls for _, calls in pairs) == [1, 1, 2, 2]
# %% belied the workers share the dataset
assert sorted(calls for _, calls in pairs) == [1, 2, 3, 4]


# %% fact a cache grows in the copies too
# > It never sees a dictionary that `__getitem__` fills as a cache
# > either.
class Caching(Dataset):
    def __init__(self):
        self.cache = {}

    def __len__(self):
        return 4

    def __getitem__(self, index):
        self.cache[index] = index
        return len(self.cache)


caching = Caching()
sizes = [int(n) for n in DataLoader(caching, num_workers=2)]
assert sizes == [1, 1, 2, 2] and caching.cache == {}
# %% belied the main process has the cache afterwards
assert len(caching.cache) == 4


# %% fact without workers it counts
# > With `num_workers=0`, the default, the main process does the
# > work and counts to 4.
class Own(Dataset):
    calls = 0

    def __len__(self):
        return 4

    def __getitem__(self, index):
        self.calls += 1
        return os.getpid()


plain, unsaid = Own(), Own()
loader = torch.utils.data.DataLoader
pids = [*loader(plain, num_workers=0), *loader(unsaid)]
assert {int(pid) for pid in pids} == {os.getpid()}
assert plain.calls == unsaid.calls == 4
# %% belied the default loader has a worker of its own
assert unsaid.calls == 0


# %% wrong workers share the dataset, as threads would
class Counting(Dataset):
    def __init__(self):
        self.calls = 0

    def __len__(self):
        return 4

    def __getitem__(self, index):
        self.calls += 1
        return index


dataset = Counting()
seen = [int(x) for x in torch.utils.data.DataLoader(dataset)]
print(seen, dataset.calls)


# %% wrong each worker reads the whole dataset
class Counting(Dataset):
    def __init__(self):
        self.calls = 0

    def __len__(self):
        return 4

    def __getitem__(self, index):
        self.calls += 1
        return index


dataset = Counting()
twice = torch.utils.data.ConcatDataset([dataset, dataset])
seen = [int(x) for x in DataLoader(twice, num_workers=2)]
print(seen, dataset.calls)


# %% wrong self.calls counts in the class
class Counting(Dataset):
    def __init__(self):
        self.calls = 0

    def __len__(self):
        return 4

    def __getitem__(self, index):
        self.calls += 1
        return index


dataset = Counting()
seen = [int(x) for x in DataLoader(dataset, num_workers=2)]
print(seen, Counting.calls)  # raises
