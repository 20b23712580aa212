# /// snippet
# devices = ["cpu"]
# [equivalent]
# "if *: Lt -> LtE" = "the question leaves an equal loss open"
# ///
# %% setup
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
assert stopped_at([1.0, 0.5, 0.9, 0.8, 0.7], patience=3) == 5, (
    "three epochs after the best one it must stop"
)
assert stopped_at([1.0, 0.9, 0.8, 0.7], patience=1) is None, (
    "it stops although every epoch is the best one"
)
# %% check a new best loss restores the patience
assert stopped_at([1.0, 1.1, 0.9, 1.0, 0.8], patience=2) is None, (
    "bad epochs must follow one another"
)
# %% check to equal the best is no new best
assert stopped_at([1.0, 1.0, 1.0], patience=2) == 3, (
    "an equal loss must count as a bad epoch"
)


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
