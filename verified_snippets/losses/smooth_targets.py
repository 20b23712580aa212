# /// snippet
# [equivalent]
# "*: without .float()" = "the product with a float is a float"
# ///
# %% setup
import torch
import torch.nn.functional as F


# %% card
def smooth_targets(labels, classes, epsilon):
    one_hot = F.one_hot(labels, classes).float()
    return (1 - epsilon) * one_hot + epsilon / classes


# %% check cross_entropy gives the loss of label_smoothing
# > A share `epsilon` is spread evenly over all classes, not over
# > the wrong ones alone, so the right one gets 1 - ε + ε / classes.
expected = torch.tensor([[0.025, 0.925, 0.025, 0.025]])
soft = smooth_targets(torch.tensor([1]), 4, 0.1)
assert soft.shape == (1, 4), "there is no row for each label"
torch.testing.assert_close(
    soft,
    expected,
    rtol=1e-4,
    atol=1e-5,
    check_dtype=False,
    msg="label 1 of 4 with 0.1 wants 0.025, 0.925, 0.025, 0.025",
)
for classes, epsilon in [(2, 0.1), (4, 0.1), (10, 0.3)]:
    logits = torch.randn(8, classes)
    labels = torch.randint(classes, (8,))
    soft = smooth_targets(labels.clone(), classes, epsilon)
    torch.testing.assert_close(
        F.cross_entropy(logits, soft),
        F.cross_entropy(logits, labels, label_smoothing=epsilon),
        rtol=1e-4,
        atol=1e-5,
        check_dtype=False,
        msg="the loss differs from that of label_smoothing",
    )


# %% fact an ever larger right logit
# > Beyond some point a larger right logit now raises the loss; with
# > hard labels it never does.
def losses(label_smoothing):
    found = []
    for logit in torch.arange(0.0, 60.0, 2.0):
        row = torch.zeros(1, 4).index_fill(
            1, torch.tensor([2]), logit
        )
        loss = F.cross_entropy(
            row,
            torch.tensor([2]),
            label_smoothing=label_smoothing,
        )
        found.append(loss.item())
    return found


def rises(found):
    steps = zip(found, found[1:], strict=False)
    return [after > before for before, after in steps]


smooth, hard = losses(0.1), losses(0.0)
assert rises(smooth) == [False] * 2 + [True] * 27
assert rises(hard) == [False] * 29
# %% belied the loss with smoothing goes on falling
assert smooth[-1] < smooth[2]


# %% also filled, then the labels' places are set
def smooth_targets(labels, classes, epsilon):
    others = epsilon / classes
    targets = torch.full((len(labels), classes), others)
    right = 1 - epsilon + others
    return targets.scatter_(1, labels.unsqueeze(1), right)


# %% also rows of the identity, blended with the uniform
def smooth_targets(labels, classes, epsilon):
    rows = torch.eye(classes)[labels]
    return torch.lerp(
        rows, torch.full_like(rows, 1 / classes), epsilon
    )


# %% wrong epsilon is shared by the other classes alone
def smooth_targets(labels, classes, epsilon):
    one_hot = F.one_hot(labels, classes).float()
    others = epsilon / (classes - 1) * (1 - one_hot)
    return (1 - epsilon) * one_hot + others


# %% wrong the right class keeps probability 1
def smooth_targets(labels, classes, epsilon):
    one_hot = F.one_hot(labels, classes).float()
    return one_hot + epsilon / classes


# %% wrong what the right class loses is gone
def smooth_targets(labels, classes, epsilon):
    return (1 - epsilon) * F.one_hot(labels, classes).float()
