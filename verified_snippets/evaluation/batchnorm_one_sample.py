# %% setup
import torch
from torch import nn

# %% card
model = nn.Sequential(
    nn.Linear(3, 4),
    nn.BatchNorm1d(4),
)
y = model(torch.ones(1, 3))
# %% raises ValueError
# Expected more than 1 value per channel when training
# %% check one sample has no variance to normalize with
assert isinstance(error, ValueError)
assert "more than 1 value per channel" in str(error)
assert model.eval()(torch.ones(1, 3)).shape == (1, 4)
image = torch.ones(1, 3, 2, 2)
assert nn.BatchNorm2d(3)(image).shape == image.shape
# %% wrong a new module is in evaluation mode
model = nn.Sequential(
    nn.Linear(3, 4),
    nn.BatchNorm1d(4),
).eval()
y = model(torch.ones(1, 3))
