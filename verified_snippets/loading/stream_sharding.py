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


# %% card
class Numbers(IterableDataset):
    def __iter__(self):
        worker = get_worker_info()
        if worker is None:
            return iter(range(6))
        return iter(range(worker.id, 6, worker.num_workers))


# %% check every number arrives once, with workers and without
alone = torch.utils.data.DataLoader(Numbers())
shared = DataLoader(Numbers(), num_workers=2)
for loader in (alone, shared):
    assert sorted(int(x) for x in loader) == [0, 1, 2, 3, 4, 5], (
        "a number arrives twice, or not at all"
    )


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
