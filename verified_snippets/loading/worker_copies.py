# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import functools
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
    calls = 0

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
# %% check workers read all but change copies; without them it is 4
assert seen == [0, 1, 2, 3]
assert dataset.calls == 0
assert len(list(torch.utils.data.DataLoader(dataset))) == 4
assert dataset.calls == 4


# %% wrong workers share the dataset, as threads would
class Counting(Dataset):
    calls = 0

    def __len__(self):
        return 4

    def __getitem__(self, index):
        self.calls += 1
        return index


dataset = Counting()
seen = [int(x) for x in torch.utils.data.DataLoader(dataset)]
