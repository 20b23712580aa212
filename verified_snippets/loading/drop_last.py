# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch
from torch.utils.data import DataLoader

# %% card
samples = torch.arange(10.0)
kept = DataLoader(samples, batch_size=4)
dropped = DataLoader(samples, batch_size=4, drop_last=True)
for loader in (kept, dropped):
    print(len(loader), [len(batch) for batch in loader])
# %% output
# 3 [4, 4, 2]
# 2 [4, 4]
# %% check by default the last batch may be smaller
assert len(kept) == 3
assert [len(batch) for batch in kept] == [4, 4, 2]
# %% check drop_last leaves the incomplete batch out
assert len(dropped) == 2
assert [len(batch) for batch in dropped] == [4, 4]
# %% wrong incomplete batches are dropped by default
samples = torch.arange(10.0)
kept = DataLoader(samples, batch_size=4, drop_last=True)
dropped = DataLoader(samples, batch_size=4, drop_last=True)
# %% wrong drop_last drops the last full batch as well
samples = torch.arange(10.0)
kept = DataLoader(samples, batch_size=4)
dropped = DataLoader(samples[:4], batch_size=4, drop_last=True)
