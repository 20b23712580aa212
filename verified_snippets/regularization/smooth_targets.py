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
expected = torch.tensor([[0.025, 0.925, 0.025, 0.025]])
soft = smooth_targets(torch.tensor([1]), 4, 0.1)
torch.testing.assert_close(
    soft, expected, rtol=1e-4, atol=1e-5, check_dtype=False
)
for classes, epsilon in [(2, 0.1), (4, 0.1), (10, 0.3)]:
    logits = torch.randn(8, classes)
    labels = torch.randint(classes, (8,))
    soft = smooth_targets(labels, classes, epsilon)
    torch.testing.assert_close(
        F.cross_entropy(logits, soft),
        F.cross_entropy(logits, labels, label_smoothing=epsilon),
        rtol=1e-4,
        atol=1e-5,
    )


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
