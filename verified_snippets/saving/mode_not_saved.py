# /// snippet
# [equivalent]
# "restored.load_state_dict(*" = "no mode changes; a check loads"
# ///
# %% setup
import torch
from torch import nn

# %% card
model = nn.BatchNorm1d(2).eval()
torch.save(model.state_dict(), "weights.pt")

restored = nn.BatchNorm1d(2)
restored.load_state_dict(torch.load("weights.pt"))
print(model.training, restored.training)
# %% output
# False True
# %% check loading leaves the mode as it is
assert not model.training and restored.training
weights = torch.load("weights.pt")
weights["bias"] += 1
for mode in (True, False):
    fresh = nn.BatchNorm1d(2).train(mode)
    fresh.load_state_dict(weights)
    assert fresh.bias.tolist() == [1.0, 1.0]
    assert fresh.training == mode
# %% wrong the mode is saved with the weights
model = nn.BatchNorm1d(2).eval()
torch.save(model.state_dict(), "weights.pt")

restored = nn.BatchNorm1d(2)
restored.load_state_dict(torch.load("weights.pt"))
restored.train(model.training)
