# %% setup
import math

import torch


# %% card
def class_probabilities(logits):
    return logits.softmax(dim=-1)


# %% check the classes of each sample share a probability of 1
for logits in (torch.randn(5, 3), torch.randn(1, 4)):
    found = class_probabilities(logits)
    powers = [[math.exp(x) for x in row] for row in logits.tolist()]
    expected = [[x / sum(row) for x in row] for row in powers]
    torch.testing.assert_close(
        found, torch.tensor(expected), rtol=1e-4, atol=1e-5
    )
one = torch.randn(1, 3)
assert one.softmax(dim=0).tolist() == [[1.0, 1.0, 1.0]]


# %% also dim counted from the front
def class_probabilities(logits):
    return torch.nn.functional.softmax(logits, dim=1)


# %% also the definition, sample by sample
def class_probabilities(logits):
    powers = logits.exp()
    return powers / powers.sum(dim=1, keepdim=True)


# %% also the exponential of the logarithm
def class_probabilities(logits):
    return logits.log_softmax(dim=-1).exp()


# %% wrong dim=0 is the class dimension
def class_probabilities(logits):
    return logits.softmax(dim=0)


# %% wrong softmax works on one logit at a time
def class_probabilities(logits):
    return logits.sigmoid()


# %% wrong dividing by the sum makes probabilities of logits
def class_probabilities(logits):
    return logits / logits.sum(dim=1, keepdim=True)
