# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch
from torch.optim.lr_scheduler import ReduceLROnPlateau


def stopped_at(losses, patience):
    """The first epoch, from 1, that says stop, or None."""
    stopper = EarlyStopping(patience)
    for epoch, loss in enumerate(losses, 1):
        if stopper.should_stop(loss):
            return epoch
    return None


# %% card
class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.best_loss = float("inf")
        self.bad_epochs = 0

    def should_stop(self, loss):
        if loss < self.best_loss:
            self.best_loss = loss
            self.bad_epochs = 0
        else:
            self.bad_epochs += 1
        return self.bad_epochs >= self.patience


# %% check an epoch is judged against the best one so far
# > Compare with the best loss so far, not with the previous one:
# > after 0.5, the losses 0.9, 0.8, 0.7 fall from epoch to epoch,
# > yet none is a new best.
# >
# > When it first says stop, the best epoch lies `patience` epochs
# > back,
assert stopped_at([1.0, 0.5, 0.9, 0.8, 0.7], patience=3) == 5, (
    "three epochs after the best one it must stop"
)
stopper = EarlyStopping(patience=2)
answers = [stopper.should_stop(x) for x in (0.5, 0.9, 0.8, 0.7)]
assert answers == [False, False, True, True], (
    "after 0.5 none of 0.9, 0.8 and 0.7 is a new best"
)
for falling in (
    [1.0, 0.9, 0.8, 0.7],
    [3000.0, 2000.0, 1000.0],
    [1.0, 1.0 - 1e-9, 1.0 - 2e-9],
    [0.5, 0.0, -0.5, -1.0],
):
    assert stopped_at(falling, patience=1) is None, (
        "it stops although every epoch is the best one"
    )
assert stopped_at([0.5, 0.0, 0.3, 0.2], patience=2) == 4, (
    "a best loss of 0 is a best loss, too"
)
assert stopped_at([1.0, 0.9, 1.1], patience=1) == 3, (
    "with a patience of 1 the first bad epoch must stop it"
)
# %% check a new best loss, and nothing else, restores patience
# > A new best starts the count again.
assert stopped_at([1.0, 1.1, 0.9, 1.0, 0.8], patience=2) is None, (
    "bad epochs must follow one another"
)
stopper = EarlyStopping(patience=2)
losses = (1.0, 1.1, 1.1, 1.2, 0.9, 1.0)
answers = [stopper.should_stop(loss) for loss in losses]
assert answers == [False, False, True, True, False, False], (
    "it must answer anew at every epoch"
)
# %% check to equal the best is no new best
assert stopped_at([1.0, 1.0, 1.0], patience=2) == 3, (
    "an equal loss must count as a bad epoch"
)
# %% fact the last weights are worse than the best ones
# > so save its weights.
stopper = EarlyStopping(patience=2)
w, best = torch.zeros(1), None
for _ in range(10):
    w += 1.0  # the loss of the weight falls up to 3, then rises
    loss = (w - 3).abs().item()
    if loss < stopper.best_loss:
        best = w.clone()
    if stopper.should_stop(loss):
        break
assert (best.item(), w.item()) == (3, 5)
# %% belied training ends with the best weights
assert torch.equal(w, best)
# %% fact ReduceLROnPlateau acts on the epoch after
# > `ReduceLROnPlateau` counts one further: with `patience=2` it
# > lowers the learning rate at the third bad epoch.
sgd = torch.optim.SGD([torch.ones(1)], lr=0.8)
plateau = ReduceLROnPlateau(sgd, factor=0.5, patience=2)
rates = []
for loss in (1.0, 1.1, 1.1, 1.1):
    plateau.step(loss)
    rates.append(sgd.param_groups[0]["lr"])
assert rates == [0.8, 0.8, 0.8, 0.4]
# %% belied it acts on the second
assert rates[2] == 0.4


# %% also the whole history is kept
class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.losses = []

    def should_stop(self, loss):
        self.losses.append(loss)
        best_epoch = self.losses.index(min(self.losses))
        return len(self.losses) - 1 - best_epoch >= self.patience


# %% also the patience is used up, and filled again
class EarlyStopping:
    def __init__(self, patience):
        self.patience = self.left = patience
        self.best = None

    def should_stop(self, loss):
        if self.best is None or loss < self.best:
            self.best, self.left = loss, self.patience
        else:
            self.left -= 1
        return not self.left > 0


# %% wrong an epoch is judged against the one before
class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.last_loss = float("inf")
        self.bad_epochs = 0

    def should_stop(self, loss):
        if loss < self.last_loss:
            self.bad_epochs = 0
        else:
            self.bad_epochs += 1
        self.last_loss = loss
        return self.bad_epochs >= self.patience


# %% wrong the loss of `patience` epochs ago is the one to beat
class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.losses = []

    def should_stop(self, loss):
        self.losses.append(loss)
        if len(self.losses) <= self.patience:
            return False
        recent = self.losses[-self.patience :]
        return min(recent) >= self.losses[-self.patience - 1]


# %% wrong bad epochs are counted over the whole training
class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.best_loss = float("inf")
        self.bad_epochs = 0

    def should_stop(self, loss):
        if loss < self.best_loss:
            self.best_loss = loss
        else:
            self.bad_epochs += 1
        return self.bad_epochs >= self.patience


# %% wrong an equal loss is progress
class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.best_loss = float("inf")
        self.bad_epochs = 0

    def should_stop(self, loss):
        if loss <= self.best_loss:
            self.best_loss = loss
            self.bad_epochs = 0
        else:
            self.bad_epochs += 1
        return self.bad_epochs >= self.patience


# %% wrong the caller asks no more after the first True
class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.best_loss = float("inf")
        self.bad_epochs = 0

    def should_stop(self, loss):
        if loss < self.best_loss:
            self.best_loss = loss
            self.bad_epochs = 0
        else:
            self.bad_epochs += 1
        return self.bad_epochs == self.patience


# %% wrong patience must be exceeded
class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.best_loss = float("inf")
        self.bad_epochs = 0

    def should_stop(self, loss):
        if loss < self.best_loss:
            self.best_loss = loss
            self.bad_epochs = 0
        else:
            self.bad_epochs += 1
        return self.bad_epochs > self.patience
