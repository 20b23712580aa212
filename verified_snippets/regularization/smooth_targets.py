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
for classes, epsilon in [(2, 0.1), (4, 0.1), (10, 0.3)]:
    logits = torch.randn(8, classes)
    labels = torch.randint(classes, (8,))
    soft = smooth_targets(labels, classes, epsilon)
    torch.testing.assert_close(
        F.cross_entropy(logits, soft),
        F.cross_entropy(logits, labels, label_smoothing=epsilon),
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
