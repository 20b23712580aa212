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
    torch.testing.assert_close(
        built_in.detach(), by_hand.detach(), rtol=1e-4, atol=1e-5
    )
# %% check all parameters count, in one scalar
penalty = l2_penalty([torch.ones(2, 2), torch.full((3,), 2.0)], 0.5)
assert isinstance(penalty, torch.Tensor), "it is no tensor"
assert penalty.shape == (), "it is no scalar"
assert abs(penalty.item() - 0.25 * (4 + 12)) < 1e-5, (
    "half of 0.5 times the 16 of all squares is 4"
)


# %% also one long vector
def l2_penalty(parameters, weight_decay):
    flat = torch.cat([p.flatten() for p in parameters])
    return weight_decay / 2 * (flat @ flat)


# %% also a loop over products
def l2_penalty(parameters, weight_decay):
    penalty = 0.0
    for p in parameters:
        penalty = penalty + (p * p).sum() * weight_decay / 2
    return penalty


# %% wrong the penalty is weight_decay times the squares
def l2_penalty(parameters, weight_decay):
    squares = sum(p.square().sum() for p in parameters)
    return weight_decay * squares


# %% wrong the penalty is the norm, not its square
def l2_penalty(parameters, weight_decay):
    return 0.5 * weight_decay * sum(p.norm() for p in parameters)


# %% wrong a decay shrinks by the absolute value
def l2_penalty(parameters, weight_decay):
    return weight_decay * sum(p.abs().sum() for p in parameters)


# %% wrong the first parameter stands for all
def l2_penalty(parameters, weight_decay):
    return 0.5 * weight_decay * parameters[0].square().sum()


# %% wrong the penalty needs no gradient
def l2_penalty(parameters, weight_decay):
    squares = sum(p.detach().square().sum() for p in parameters)
    return 0.5 * weight_decay * squares
