# %% setup
import sys
from collections import Counter

import numpy as np
import torch
from torch.overrides import TorchFunctionMode


def steps(function, *args):
    """How many steps Python takes in a call, torch's own aside."""
    taken = 0
    file = function.__code__.co_filename

    def count(frame, event, arg):
        nonlocal taken
        if frame.f_code.co_filename != file:
            return None
        taken += 1
        frame.f_trace_opcodes = True
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        function(*args)
    finally:
        sys.settrace(before)
    return taken


class Listing(TorchFunctionMode):
    """Notes the longest list that is made of a tensor."""

    longest = 0

    def note(self, length):
        self.longest = max(self.longest, length)

    def __torch_function__(
        self, function, types, args=(), kwargs=None
    ):
        found = function(*args, **(kwargs or {}))
        if isinstance(found, (list, tuple)):
            self.note(len(found))
        if isinstance(found, np.ndarray):
            found = found.view(Listed)
            found.note = self.note
        return found


class Listed(np.ndarray):
    """An array that tells when Python goes through its elements."""

    def __array_finalize__(self, source):
        self.note = getattr(source, "note", len)

    def __iter__(self):
        self.note(len(self))
        return super().__iter__()

    def tolist(self):
        self.note(self.size)
        return super().tolist()


# %% card
def confusion_matrix(labels, predicted, classes):
    cells = labels * classes + predicted
    counts = torch.bincount(cells, minlength=classes**2)
    return counts.reshape(classes, classes)


# %% check cell (i, j) counts label i predicted as j
# > Each pair becomes one cell number, and `bincount` counts the
# > cells.
labels = torch.tensor([0, 0, 0, 2, 2])
predicted = torch.tensor([0, 1, 1, 0, 2])
expected = [[1, 2, 0, 0], [0, 0, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]]
for classes in (3, 4):
    wanted = [row[:classes] for row in expected[:classes]]
    try:
        counts = confusion_matrix(
            labels, predicted, classes
        ).tolist()
    except RuntimeError:
        counts = "no room for every cell"
    assert counts == wanted, "a cell has another count"
# %% check no loop over the samples
few, many = (torch.zeros(n, dtype=torch.int64) for n in (2, 200))
short = steps(confusion_matrix, few, few, 2)
long = steps(confusion_matrix, many, many, 2)
assert long < short + 150, "its steps grow with the samples"
with Listing() as listing:
    confusion_matrix(many, many, 2)
assert listing.longest < 200, "it makes a list of the samples"
# %% fact bincount makes room up to the highest number
# > Without `minlength`, the counts would end at the highest cell
# > number that occurs.
cells = torch.tensor([2, 0, 2])
assert torch.bincount(cells).tolist() == [1, 0, 2]
assert torch.bincount(cells, minlength=4).tolist() == [1, 0, 2, 0]
# %% belied two classes always get four cells
assert len(torch.bincount(cells)) == 4
# %% fact indexed assignment does not accumulate
# > The trap is `counts[labels, predicted] += 1`: it counts a pair
# > that comes twice once, because indexed assignment does not
# > accumulate.
labels, predicted = torch.tensor([0, 0, 1]), torch.tensor([1, 1, 0])
counts = torch.zeros(2, 2, dtype=torch.int64)
counts[labels, predicted] += 1
assert counts.tolist() == [[0, 1], [1, 0]]
# %% belied the pair that comes twice is counted twice
assert counts.tolist() == [[0, 2], [1, 0]]
# %% fact index_put_ can accumulate
# > `index_put_` with `accumulate=True` does.
labels, predicted = torch.tensor([0, 0, 1]), torch.tensor([1, 1, 0])
counts = torch.zeros(2, 2, dtype=torch.int64)
ones = torch.ones_like(labels)
counts.index_put_((labels, predicted), ones, accumulate=True)
assert counts.tolist() == [[0, 2], [1, 0]]
# %% belied it sets each cell once
assert counts.tolist() == [[0, 1], [1, 0]]


# %% also ones are added at each index, repeated or not
def confusion_matrix(labels, predicted, classes):
    counts = torch.zeros(classes, classes, dtype=torch.int64)
    ones = torch.ones_like(labels)
    counts.index_put_((labels, predicted), ones, accumulate=True)
    return counts


# %% also a product of one-hot rows
def confusion_matrix(labels, predicted, classes):
    identity = torch.eye(classes)
    counts = identity[labels].T @ identity[predicted]
    return counts.long()


# %% also a loop over the cells
def confusion_matrix(labels, predicted, classes):
    counts = torch.zeros(classes, classes, dtype=torch.int64)
    for i in range(classes):
        for j in range(classes):
            hits = (labels == i) & (predicted == j)
            counts[i, j] = hits.sum()
    return counts


# %% also NumPy adds at each index, repeated or not
def confusion_matrix(labels, predicted, classes):
    counts = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(
        counts, (labels.cpu().numpy(), predicted.cpu().numpy()), 1
    )
    return torch.from_numpy(counts)


# %% wrong predictions are the rows
def confusion_matrix(labels, predicted, classes):
    cells = predicted * classes + labels
    counts = torch.bincount(cells, minlength=classes**2)
    return counts.reshape(classes, classes)


# %% wrong counts[i, j] += 1 adds once for each repeated index
def confusion_matrix(labels, predicted, classes):
    counts = torch.zeros(classes, classes, device=labels.device)
    counts[labels, predicted] += 1
    return counts


# %% wrong a loop costs no more
def confusion_matrix(labels, predicted, classes):
    counts = torch.zeros(classes, classes, dtype=torch.int64)
    for i, j in zip(labels, predicted):
        counts[i, j] += 1
    return counts


# %% wrong a Counter does not loop over the samples
def confusion_matrix(labels, predicted, classes):
    pairs = Counter(zip(labels.tolist(), predicted.tolist()))
    cells = [(i, j) for i in range(classes) for j in range(classes)]
    counts = torch.tensor([pairs[cell] for cell in cells])
    return counts.reshape(classes, classes)


# %% wrong what NumPy hands over costs no loop
def confusion_matrix(labels, predicted, classes):
    pairs = Counter(
        zip(labels.cpu().numpy(), predicted.cpu().numpy())
    )
    counts = torch.zeros(classes, classes, dtype=torch.int64)
    for (i, j), found in pairs.items():
        counts[i, j] = found
    return counts


# %% wrong a loop over lists is no loop over the samples
def confusion_matrix(labels, predicted, classes):
    counts = [[0] * classes for _ in range(classes)]
    for i, j in zip(labels.tolist(), predicted.tolist()):
        counts[i][j] += 1
    return torch.tensor(counts)
