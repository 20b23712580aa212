# %% setup
import torch


# %% card
def confusion_matrix(labels, predicted, classes):
    cells = labels * classes + predicted
    counts = torch.bincount(cells, minlength=classes**2)
    return counts.reshape(classes, classes)


# %% check cell (i, j) counts label i predicted as j
labels = torch.tensor([0, 0, 0, 2, 2])
predicted = torch.tensor([0, 1, 1, 0, 2])
expected = [[1, 2, 0, 0], [0, 0, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]]
for classes in (3, 4):
    counts = confusion_matrix(labels, predicted, classes)
    wanted = [row[:classes] for row in expected[:classes]]
    assert counts.tolist() == wanted


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
