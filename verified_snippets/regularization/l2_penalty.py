# %% setup
import torch

start = torch.tensor([1.0, -2.0, 3.0])


def trained(loss_of, optimizer=torch.optim.SGD, **options):
    """The weights after three steps of an optimizer on a loss."""
    w = start.clone().requires_grad_()
    steps = optimizer([w], lr=0.1, **options)
    for _ in range(3):
        steps.zero_grad()
        loss_of(w).backward()
        steps.step()
    return w.detach()


def task(w):
    return (w.sum() - 1) ** 2


# %% card
def l2_penalty(parameters, weight_decay):
    squares = sum(p.square().sum() for p in parameters)
    return 0.5 * weight_decay * squares


# %% check added to the loss it does what SGD's weight_decay does
# > The gradient of ½ · λ · ‖p‖² is λ · p, which is what `SGD` adds
# > to the gradient of `p`, with momentum or without.
p = torch.tensor([3.0, -4.0], requires_grad=True)
penalty = l2_penalty([p], 0.5)
assert penalty.requires_grad, "the penalty has no gradient"
penalty.backward()
torch.testing.assert_close(
    p.grad,
    torch.tensor([1.5, -2.0]),
    rtol=1e-4,
    atol=1e-5,
    msg="the gradient is not weight_decay times the weight",
)
for decay, momentum in ((0.1, 0.0), (0.1, 0.9), (0.5, 0.9)):
    built_in = trained(task, weight_decay=decay, momentum=momentum)
    by_hand = trained(
        lambda w: task(w) + l2_penalty([w], decay),
        momentum=momentum,
    )
    torch.testing.assert_close(
        by_hand,
        built_in,
        rtol=1e-4,
        atol=1e-5,
        msg="SGD with weight_decay goes elsewhere",
    )
# %% check all parameters count, in one scalar
penalty = l2_penalty([torch.ones(2, 2), torch.full((3,), 2.0)], 0.5)
assert isinstance(penalty, torch.Tensor), "it is no tensor"
assert penalty.shape == (), "it is no scalar"
assert abs(penalty.item() - 0.25 * (4 + 12)) < 1e-5, (
    "half of 0.5 times the 16 of all squares is 4"
)
# %% fact without the half
# > Without the ½ the penalty is twice as strong.
p = torch.tensor([3.0, -4.0], requires_grad=True)
(0.5 * p.square().sum()).backward()
assert p.grad.tolist() == [2 * 0.5 * 3, 2 * 0.5 * -4]
# %% belied its gradient is λ · p
assert p.grad.tolist() == [0.5 * 3, 0.5 * -4]


# %% fact Adam's decay is this penalty, AdamW's is not
# > By default `Adam` too treats `weight_decay` as this penalty;
# > `AdamW` does not.
def penalized(w):
    return task(w) + 0.5 * 0.3 * w.square().sum()


def distance(optimizer):
    by_hand = trained(penalized, optimizer, weight_decay=0)
    built_in = trained(task, optimizer, weight_decay=0.3)
    return (by_hand - built_in).abs().max().item()


assert distance(torch.optim.Adam) < 1e-4
assert distance(torch.optim.AdamW) > 0.01
# %% belied AdamW is the one that takes it as a penalty
assert distance(torch.optim.AdamW) < 1e-4


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
