# /// snippet
# [equivalent]
# "ones = *: 1000 -> 1001" = "any large number shows it"
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
assert in_training.unique().tolist() == [0, 1 / (1 - 0.75)]
# %% check in evaluation nothing is changed
assert torch.equal(in_evaluation, ones)
# %% wrong the survivors keep their value
ones = torch.ones(1000)
in_training = ones * (torch.rand_like(ones) > 0.75)
in_evaluation = ones
# %% wrong evaluation scales by the keep probability
dropout = nn.Dropout(p=0.75)
ones = torch.ones(1000)
in_training = dropout.train()(ones)
in_evaluation = (1 - dropout.p) * ones
