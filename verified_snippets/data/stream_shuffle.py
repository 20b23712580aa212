# /// snippet
# devices = ["cpu"]
# [equivalent]
# "loader = *: without batch_size=" = "refused at any size"
# "loader = *: ? -> ?" = "refused at any size"
# ///
# %% setup
import random

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
# %% check a stream with shuffle=True is refused
# > A `ValueError`.
assert type(error).__name__ == "ValueError"
assert "shuffle=True" in str(error)
assert len(list(DataLoader(Numbers(), batch_size=2))) == 3
# %% fact shuffling draws indices
# > `shuffle=True` draws indices in random order,
drawn = list(DataLoader(range(100), shuffle=True).sampler)
assert drawn != list(range(100))
assert sorted(drawn) == list(range(100))
# %% belied it draws in the order of the data
assert drawn == list(range(100))


# %% fact a stream has no indices
# > and a stream has none.
class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(6))


refusals = []
for ask in (lambda: Stream()[0], lambda: len(Stream())):
    try:
        ask()
    except (NotImplementedError, TypeError) as problem:
        refusals.append(type(problem).__name__)
assert refusals == ["NotImplementedError", "TypeError"]
# %% belied it has a length to draw them from
assert len(refusals) == 1


# %% fact a sampler is refused too
# > A sampler is refused for the same reason.
class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(6))


refusal = ""
try:
    DataLoader(Stream(), sampler=SequentialSampler(range(6)))
except ValueError as problem:
    refusal = str(problem)
assert "sampler" in refusal
# %% belied an orderly sampler is taken
assert refusal == ""


# %% fact a stream can be shuffled by a buffer
# > The dataset has to shuffle itself, for instance by drawing at
# > random from a buffer.
class Shuffled(IterableDataset):
    def __iter__(self):
        buffer = []
        for number in range(50):
            buffer.append(number)
            if len(buffer) == 10:
                yield buffer.pop(random.randrange(10))
        random.shuffle(buffer)
        yield from buffer


order = [int(x) for x in DataLoader(Shuffled(), batch_size=1)]
assert sorted(order) == list(range(50))
assert order != list(range(50))
# %% belied the loader restores the order
assert order == list(range(50))


# %% wrong shuffle=True is ignored for a stream
class Numbers(IterableDataset):
    def __iter__(self):
        return iter(range(6))


loader = DataLoader(Numbers(), batch_size=2)
