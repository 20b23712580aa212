# /// snippet
# [equivalent]
# "*: without .train()" = "a new module is in training mode"
# ///
# %% setup
import torch
from torch import nn

# %% card
dropout = nn.Dropout(p=0.75)
ones = torch.ones(1000)
in_training = dropout.train()(ones)
in_evaluation = dropout.eval()(ones)
print(in_training.unique().tolist())
print(in_evaluation.unique().tolist())
# %% output
# [0.0, 4.0]
# [1.0]
# %% check in training the survivors grow by 1 / (1 - p)
# > `p` is the probability that an element is zeroed. In training
# > the survivors are multiplied by 1 / (1 - p), here by 4,
assert printed.splitlines()[0] == "[0.0, 4.0]"
assert in_training.unique().tolist() == [0, 4]
assert 650 < (in_training == 0).sum().item() < 850
# %% check in evaluation nothing is changed
# > In evaluation dropout does nothing.
assert printed.splitlines()[1] == "[1.0]"
assert torch.equal(in_evaluation, torch.ones(1000))
# %% fact the mean stays 1 at other rates as well
# > so the expected value stays 1.
means = []
for p in (0.2, 0.5, 0.75):
    x = torch.ones(200_000)
    means.append(nn.Dropout(p)(x).mean().item())
assert means and all(abs(mean - 1) < 0.05 for mean in means)
# %% belied the mean falls to the share of the survivors
assert abs(means[-1] - 0.25) < 0.05
# %% wrong the survivors keep their value
ones = torch.ones(1000)
in_training = ones * (torch.rand_like(ones) > 0.75)
in_evaluation = ones
print(in_training.unique().tolist())
print(in_evaluation.unique().tolist())
# %% wrong p is the probability to be kept
dropout = nn.Dropout(p=1 - 0.75)
ones = torch.ones(1000)
in_training = dropout.train()(ones)
in_evaluation = dropout.eval()(ones)
print(in_training.unique().tolist())
print(in_evaluation.unique().tolist())
# %% wrong evaluation scales by the keep probability
dropout = nn.Dropout(p=0.75)
ones = torch.ones(1000)
in_training = dropout.train()(ones)
in_evaluation = (1 - dropout.p) * ones
print(in_training.unique().tolist())
print(in_evaluation.unique().tolist())
