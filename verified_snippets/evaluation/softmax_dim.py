# %% setup
import torch


# %% card
def class_probabilities(logits):
    return logits.softmax(dim=-1)


# %% check the classes of each sample share a probability of 1
for shape in [(3,), (5, 3), (2, 5, 3)]:
    logits = torch.randn(shape)
    total = class_probabilities(logits).sum(dim=-1)
    torch.testing.assert_close(total, torch.ones_like(total))
one = torch.randn(1, 3)
assert one.softmax(dim=0).tolist() == [[1.0, 1.0, 1.0]]


# %% wrong dim=0 is the class dimension
def class_probabilities(logits):
    return logits.softmax(dim=0)


# %% wrong softmax works on one logit at a time
def class_probabilities(logits):
    return logits.sigmoid()
