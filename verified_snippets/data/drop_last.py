# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch
from torch import nn
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
# > By default the last batch holds what is left.
assert len(kept) == 3
assert [len(batch) for batch in kept] == [4, 4, 2]
assert printed.startswith("3 [4, 4, 2]\n")
# %% check drop_last leaves the incomplete batch out
# > `drop_last=True` leaves it out
assert len(dropped) == 2
assert [len(batch) for batch in dropped] == [4, 4]
assert printed.endswith("\n2 [4, 4]\n")
# %% fact a full last batch stays
# > if it isn't full.
full = DataLoader(torch.ones(8), batch_size=4, drop_last=True)
assert [len(batch) for batch in full] == [4, 4]
# %% belied the last batch is always left out
assert [len(batch) for batch in full] == [4]
# %% fact BatchNorm refuses one feature vector in training mode
# > Use it in training where a tiny batch hurts: `BatchNorm1d`
# > raises for a batch of one feature vector.
features, norm = torch.ones(5, 3), nn.BatchNorm1d(3)
sizes = {False: [], True: []}
for drop_last in sizes:
    try:
        for batch in DataLoader(features, 4, drop_last=drop_last):
            sizes[drop_last].append(len(norm(batch)))
    except ValueError:
        sizes[drop_last].append("raised")
assert sizes == {False: [4, "raised"], True: [4]}
# %% belied it takes one
assert sizes[False] == [4, 1]
# %% fact an evaluation would miss samples
# > Don't use it in evaluation: you may miss the last samples.
loader = DataLoader(torch.arange(5.0), 4, drop_last=True)
measured = torch.cat(list(loader)).tolist()
assert measured == [0, 1, 2, 3]
# %% belied every sample is measured
assert measured == [0, 1, 2, 3, 4]
# %% wrong incomplete batches are dropped by default
samples = torch.arange(10.0)
kept = DataLoader(samples, batch_size=4, drop_last=True)
dropped = DataLoader(samples, batch_size=4, drop_last=True)
for loader in (kept, dropped):
    print(len(loader), [len(batch) for batch in loader])
# %% wrong drop_last drops the last full batch as well
samples = torch.arange(10.0)
kept = DataLoader(samples, batch_size=4)
dropped = DataLoader(samples[:4], batch_size=4, drop_last=True)
for loader in (kept, dropped):
    print(len(loader), [len(batch) for batch in loader])
