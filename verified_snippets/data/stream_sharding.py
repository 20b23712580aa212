# /// snippet
# devices = ["cpu"]
# [unrun]
# "return iter(range(worker.id" = "a worker process runs it"
# ///
# %% setup
import functools
import warnings

import torch.utils.data
from torch.utils.data import IterableDataset, get_worker_info

# Only a forked worker can find the classes of this file.
DataLoader = functools.partial(
    torch.utils.data.DataLoader, multiprocessing_context="fork"
)
warnings.filterwarnings("ignore", ".*fork", DeprecationWarning)
# A small machine suggests fewer workers than a check starts.
warnings.filterwarnings(
    "ignore", ".*suggested max number", UserWarning
)


# %% card
class Numbers(IterableDataset):
    def __iter__(self):
        worker = get_worker_info()
        if worker is None:
            return iter(range(6))
        return iter(range(worker.id, 6, worker.num_workers))


# %% check every number arrives once, with workers and without
# > so each copy must keep to a share of its own.
def told(batch):
    worker = get_worker_info()
    return worker.id if worker else None, *batch


for workers in (0, 1, 2, 4):
    loader = torch.utils.data.DataLoader(
        Numbers(),
        num_workers=workers,
        collate_fn=told,
        multiprocessing_context="fork" if workers else None,
    )
    pairs = list(loader)
    numbers = sorted(int(number) for _, number in pairs)
    assert numbers == [0, 1, 2, 3, 4, 5], (
        f"with num_workers={workers} a number arrives twice, or "
        "not at all"
    )
    assert len({worker for worker, _ in pairs}) == max(
        workers, 1
    ), f"with num_workers={workers} some worker reads nothing"


# %% fact each worker goes through the whole stream
# > Each worker has its own copy of the dataset and iterates over
# > all of it.
class Whole(IterableDataset):
    begun = 0

    def __iter__(self):
        self.begun += 1
        return iter(range(3))


whole = Whole()
loader = DataLoader(whole, batch_size=None, num_workers=2)
numbers = sorted(loader)
assert numbers == [0, 0, 1, 1, 2, 2] and whole.begun == 0
# %% belied the loader splits the stream
assert numbers == [0, 1, 2]
# %% belied the workers share the dataset
assert whole.begun == 2
# %% fact indices are shared out
# > A stream has no indices to share out, unlike a map-style
# > dataset,
indexed = True
try:
    Numbers()[0]
except NotImplementedError:
    indexed = False
assert not indexed
shared_out = sorted(
    int(x) for x in DataLoader(range(6), num_workers=2)
)
assert shared_out == [0, 1, 2, 3, 4, 5]
# %% belied each worker reads all of a map-style dataset
assert shared_out == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


# %% fact a worker knows its number
# > `get_worker_info()` gives a worker its `id` and `num_workers`.
# > In the main process it returns `None`.
class Told(IterableDataset):
    def __iter__(self):
        worker = get_worker_info()
        yield worker.id, worker.num_workers


told = sorted(DataLoader(Told(), batch_size=None, num_workers=2))
assert told == [[0, 2], [1, 2]]
assert get_worker_info() is None
# %% belied workers are numbered from 1
assert told == [[1, 2], [2, 2]]


# %% also every number that is a worker's turn
class Numbers(IterableDataset):
    def __iter__(self):
        worker = get_worker_info()
        turn, turns = 0, 1
        if worker:
            turn, turns = worker.id, worker.num_workers
        for number in range(6):
            if number % turns == turn:
                yield number


# %% also a span for each worker
class Numbers(IterableDataset):
    def __iter__(self):
        worker = get_worker_info()
        if worker is None:
            return iter(range(6))
        begin = 6 * worker.id // worker.num_workers
        end = 6 * (worker.id + 1) // worker.num_workers
        return iter(range(begin, end))


# %% wrong the loader splits the stream among the workers
class Numbers(IterableDataset):
    def __iter__(self):
        return iter(range(6))


# %% wrong it is enough that each worker begins elsewhere
class Numbers(IterableDataset):
    def __iter__(self):
        worker = get_worker_info()
        return iter(range(worker.id if worker else 0, 6))


# %% wrong a step as wide as the workers are many is enough
class Numbers(IterableDataset):
    def __iter__(self):
        worker = get_worker_info()
        return iter(
            range(0, 6, worker.num_workers if worker else 1)
        )


# %% wrong there are always two workers
class Numbers(IterableDataset):
    def __iter__(self):
        worker = get_worker_info()
        if worker is None:
            return iter(range(6))
        return iter(range(worker.id, 6, 2))


# %% wrong the first worker reads for all of them
class Numbers(IterableDataset):
    def __iter__(self):
        worker = get_worker_info()
        idle = worker is not None and worker.id > 0
        return iter(range(0 if idle else 6))


# %% wrong equal blocks cover the stream
class Numbers(IterableDataset):
    def __iter__(self):
        worker = get_worker_info()
        if worker is None:
            return iter(range(6))
        share = 6 // worker.num_workers
        begin = worker.id * share
        return iter(range(begin, begin + share))
