# %% setup
import math

import torch


# %% card
def class_probabilities(logits):
    return logits.softmax(dim=-1)


# %% check the classes of each sample share a probability of 1
# > `dim` must name the class dimension, here 1 or -1.
# >
# > Test that the sum over the classes is 1.
for logits in (torch.randn(5, 3), torch.randn(1, 4)):
    found = class_probabilities(logits)
    powers = [[math.exp(x) for x in row] for row in logits.tolist()]
    expected = [[x / sum(row) for x in row] for row in powers]
    torch.testing.assert_close(
        found,
        torch.tensor(expected),
        rtol=1e-4,
        atol=1e-5,
        check_dtype=False,
    )
    for total in found.sum(dim=1).tolist():
        assert abs(total - 1) < 1e-4, "the classes do not sum to 1"
# %% check a large logit is no problem, nor is its neighbour
for logits, expected in (
    ([[100.0, 99.0], [99.0, 100.0]], 0.731059),
    ([[100.0, -100.0], [-100.0, -50.0]], 1.0),
):
    found = class_probabilities(torch.tensor(logits))
    for probability in found.diagonal().tolist():
        assert abs(probability - expected) < 1e-4, (
            "it is wrong for a large logit, or beside one"
        )
# %% fact the samples compete
# > `dim=0` makes the samples of a batch compete with each other for
# > each class;
# >
# > Nothing raises, and every column sums to 1.
logits = torch.tensor([[2.0, 0.0, 1.0], [1.0, 5.0, 1.0]])
before = logits.softmax(dim=0)
for total in before.sum(dim=0).tolist():
    assert abs(total - 1) < 1e-5
logits[1] = 9.0
after = logits.softmax(dim=0)
assert (after[0] < before[0]).all()
# %% belied another sample changes nothing
torch.testing.assert_close(after[0], before[0])
# %% fact a batch of one hides nothing
# > With a batch of one sample, all probabilities are 1.
one = torch.tensor([[2.0, 0.0, -7.0]])
assert one.softmax(dim=0).tolist() == [[1.0, 1.0, 1.0]]
# %% belied the classes of one sample share a probability of 1
assert abs(one.softmax(dim=0).sum().item() - 1) < 1e-5


# %% also dim counted from the front
def class_probabilities(logits):
    return torch.nn.functional.softmax(logits, dim=1)


# %% also the definition, without an overflow
def class_probabilities(logits):
    highest = logits.max(dim=1, keepdim=True).values
    powers = (logits - highest).exp()
    return powers / powers.sum(dim=1, keepdim=True)


# %% also in double precision
def class_probabilities(logits):
    return logits.double().softmax(dim=1)


# %% also the exponential of the logarithm
def class_probabilities(logits):
    return logits.log_softmax(dim=-1).exp()


# %% wrong dim=0 is the class dimension
def class_probabilities(logits):
    return logits.softmax(dim=0)


# %% wrong the definition is safe for any logit
def class_probabilities(logits):
    powers = logits.exp()
    return powers / powers.sum(dim=1, keepdim=True)


# %% wrong the highest logit of the batch is as good as the row's
def class_probabilities(logits):
    powers = (logits - logits.max()).exp()
    return powers / powers.sum(dim=1, keepdim=True)


# %% wrong a logit can be cut off where it would overflow
def class_probabilities(logits):
    powers = logits.clamp(max=80).exp()
    return powers / powers.sum(dim=1, keepdim=True)


# %% wrong softmax works on one logit at a time
def class_probabilities(logits):
    return logits.sigmoid()


# %% wrong dividing by the sum makes probabilities of logits
def class_probabilities(logits):
    return logits / logits.sum(dim=1, keepdim=True)
