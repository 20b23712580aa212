# /// snippet
# [equivalent]
# "batches = *: 100 -> 101" = "any number of batches shows it"
# "batches[[]:, 0] = *: 1.0 -> 2.0" = "any fixed sample shows it"
# "*: without .item()" = "it prints the same value"
# "print(*: Gt -> GtE" = "a check compares the values"
# ///
# %% setup
import torch
from torch import nn


# %% card
def outputs(bn, batch_size):
    batches = torch.randn(100, batch_size, 1)
    batches[:, 0] = 1.0
    return torch.stack([bn(batch) for batch in batches])


def spread(y):
    return (y[:, 0].max() - y[:, 0].min()).item()


bn = nn.BatchNorm1d(1)
small, large = outputs(bn, 8), outputs(bn, 800)
evaluation = outputs(bn.eval(), 8)
print(spread(small) > spread(large) > 0, spread(evaluation))
# %% output
# True 0.0
# %% check random neighbours are noise, and less in large batches
# > In training mode a sample is normalized with the statistics of
# > its batch, so its random neighbours add noise.
# >
# > Here a batch of 800 makes far less noise than one of 8.
assert small.shape[1] == 8 and large.shape[1] == 800
spreads = []
for y in (small, large):
    sample = y[:, 0].flatten().tolist()
    spreads.append(max(sample) - min(sample))
    assert abs(spread(y) - spreads[-1]) < 1e-5
assert spreads[0] > 3 * spreads[1] > 0
# %% check in evaluation mode there is no such noise
# > In evaluation mode it is gone:
assert evaluation.shape[1] == 8 and evaluation[:, 1:].std() > 0.5
assert len(set(evaluation[:, 0].flatten().tolist())) == 1
# %% fact evaluation uses the running statistics and keeps them
# > this layer then uses fixed running statistics.
norm = nn.BatchNorm1d(1)
norm(5 + torch.randn(8, 1))
mean, variance = norm.running_mean.item(), norm.running_var.item()
x = 9 + torch.randn(8, 1)
by_hand = (x - mean) / (variance + 1e-5) ** 0.5
for _ in range(2):
    evaluated = norm.eval()(x)
    torch.testing.assert_close(
        evaluated, by_hand, rtol=1e-4, atol=1e-4
    )
assert norm.running_mean.item() == mean
assert norm.running_var.item() == variance
# %% belied the batch is still normalized to the mean 0
assert evaluated.mean().abs() < 0.1
# %% stated history; the paper is the source
# > Yes, as a side effect: it was made to speed up training.


# %% wrong a sample is normalized the same in every batch
def outputs(bn, batch_size):
    batches = torch.randn(100, batch_size, 1)
    batches[:, 0] = 1.0
    return torch.stack([bn(batch) for batch in batches])


def spread(y):
    return (y[:, 0].max() - y[:, 0].min()).item()


bn = nn.BatchNorm1d(1).eval()
small, large = outputs(bn, 8), outputs(bn, 800)
evaluation = outputs(bn, 8)


# %% wrong large batches are as noisy as small ones
def outputs(bn, _):
    batches = torch.randn(100, 8, 1)
    batches[:, 0] = 1.0
    return torch.stack([bn(batch) for batch in batches])


def spread(y):
    return (y[:, 0].max() - y[:, 0].min()).item()


bn = nn.BatchNorm1d(1)
small, large = outputs(bn, 8), outputs(bn, 800)
evaluation = outputs(bn.eval(), 8)


# %% wrong evaluation is as noisy as training
def outputs(bn, batch_size):
    batches = torch.randn(100, batch_size, 1)
    batches[:, 0] = 1.0
    return torch.stack([bn(batch) for batch in batches])


def spread(y):
    return (y[:, 0].max() - y[:, 0].min()).item()


bn = nn.BatchNorm1d(1)
small, large = outputs(bn, 8), outputs(bn, 800)
evaluation = outputs(bn, 8)
