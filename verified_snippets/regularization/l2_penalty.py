# %% setup
import torch

start = torch.tensor([1.0, -2.0, 3.0])


def trained(loss_of, **options):
    """The weights after three steps of SGD on a loss."""
    w = start.clone().requires_grad_()
    sgd = torch.optim.SGD([w], lr=0.1, momentum=0.9, **options)
    for _ in range(3):
        sgd.zero_grad()
        loss_of(w).backward()
        sgd.step()
    return w


def task(w):
    return (w.sum() - 1) ** 2


# %% card
def l2_penalty(parameters, weight_decay):
    squares = sum(p.square().sum() for p in parameters)
    return 0.5 * weight_decay * squares


# %% check added to the loss it does what SGD's weight_decay does
for decay in (0.1, 0.5):
    built_in = trained(task, weight_decay=decay)
    by_hand = trained(lambda w: task(w) + l2_penalty([w], decay))
    torch.testing.assert_close(built_in, by_hand)


# %% wrong the penalty is weight_decay times the squares
def l2_penalty(parameters, weight_decay):
    squares = sum(p.square().sum() for p in parameters)
    return weight_decay * squares


# %% wrong the penalty is the norm, not its square
def l2_penalty(parameters, weight_decay):
    return 0.5 * weight_decay * sum(p.norm() for p in parameters)
