# /// snippet
# devices = ["cpu"]
# [equivalent]
# "loader = *: without batch_size=" = "refused at any size"
# "loader = *: ? -> ?" = "refused at any size"
# ///
# %% setup
from torch.utils.data import (
    DataLoader,
    IterableDataset,
    SequentialSampler,
)


# %% card
class Numbers(IterableDataset):
    def __iter__(self):
        return iter(range(6))


loader = DataLoader(Numbers(), batch_size=2, shuffle=True)
# %% raises ValueError
# ... expected unspecified shuffle option, but got shuffle=True
# %% check a stream takes neither shuffle=True nor a sampler
assert type(error).__name__ == "ValueError"
assert len(list(DataLoader(Numbers(), batch_size=2))) == 3
try:
    DataLoader(Numbers(), sampler=SequentialSampler(range(6)))
    message = ""
except ValueError as problem:
    message = str(problem)
assert "sampler" in message


# %% wrong shuffle=True is ignored for a stream
class Numbers(IterableDataset):
    def __iter__(self):
        return iter(range(6))


loader = DataLoader(Numbers(), batch_size=2)
