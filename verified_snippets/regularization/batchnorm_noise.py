# /// snippet
# [equivalent]
# "*spread(*: 8 -> 9" = "any small batch shows it"
# "*spread(*: 800 -> 801" = "any large batch shows it"
# "for _ *: 100 -> 101" = "any number of batches shows it"
# "batch[[]0] = *: 1.0 -> 2.0" = "any fixed sample shows it"
# ///
# %% setup
import torch
from torch import nn


# %% card
def spread(bn, batch_size):
    outputs = []
    for _ in range(100):
        batch = torch.randn(batch_size, 1)
        batch[0] = 1.0
        outputs.append(bn(batch)[0].item())
    return max(outputs) - min(outputs)


bn = nn.BatchNorm1d(1)
small, large = spread(bn, 8), spread(bn, 800)
evaluation = spread(bn.eval(), 8)
print(small > large > 0, evaluation)
# %% output
# True 0.0
# %% check random neighbours are noise, and less in large batches
# > In training mode a sample is normalized with the statistics of
# > its batch, so its random neighbours add noise.
# >
# > Here a batch of 800 makes far less noise than one of 8.
assert small > 3 * large > 0
# %% check in evaluation mode there is no such noise
# > In evaluation mode it is gone:
assert evaluation == 0
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
def spread(bn, batch_size):
    outputs = []
    for _ in range(100):
        batch = torch.randn(batch_size, 1)
        batch[0] = 1.0
        outputs.append(bn(batch)[0].item())
    return max(outputs) - min(outputs)


bn = nn.BatchNorm1d(1).eval()
small, large = spread(bn, 8), spread(bn, 800)
evaluation = spread(bn, 8)


# %% wrong large batches are as noisy as small ones
def spread(bn, _):
    outputs = []
    for _ in range(100):
        batch = torch.randn(8, 1)
        batch[0] = 1.0
        outputs.append(bn(batch)[0].item())
    return max(outputs) - min(outputs)


bn = nn.BatchNorm1d(1)
small, large = spread(bn, 8), spread(bn, 800)
evaluation = spread(bn.eval(), 8)


# %% wrong evaluation is as noisy as training
def spread(bn, batch_size):
    outputs = []
    for _ in range(100):
        batch = torch.randn(batch_size, 1)
        batch[0] = 1.0
        outputs.append(bn(batch)[0].item())
    return max(outputs) - min(outputs)


bn = nn.BatchNorm1d(1)
small, large = spread(bn, 8), spread(bn, 800)
evaluation = spread(bn, 8)
