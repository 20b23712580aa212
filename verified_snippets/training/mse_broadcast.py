# /// snippet
# warns = ["UserWarning: Using a target size"]
# ///
# %% setup
import warnings

import torch
from torch import nn

# %% card
outputs = torch.tensor([[0.0], [3.0], [6.0]])
labels = torch.tensor([0.0, 3.0, 6.0])
loss = nn.MSELoss()(outputs, labels)
print(loss.item())
# %% output
# 12.0
# %% check every output meets every label, warned of only by MSELoss
pairs = [(a - b) ** 2 for a in (0, 3, 6) for b in (0, 3, 6)]
assert loss.item() == sum(pairs) / 9
with warnings.catch_warnings():
    warnings.simplefilter("error")
    by_hand = (outputs - labels).square().mean()
    matched = nn.MSELoss()(outputs, labels.unsqueeze(1))
assert by_hand.item() == loss.item()
assert matched.item() == 0
assert any("target size (torch.Size([3]))" in w for w in warned)
# %% wrong the extra dimension of size 1 is ignored
outputs = torch.tensor([[0.0], [3.0], [6.0]])
labels = torch.tensor([0.0, 3.0, 6.0])
loss = nn.MSELoss()(outputs.squeeze(1), labels)
print(loss.item())
