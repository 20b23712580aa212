# %% setup
import torch
from torch import nn

# %% card
model = nn.Linear(10, 1)
features = torch.randn(4, 10)
output = model(features)
# %% check the model gets the tensor
assert error is None
assert output.shape == (4, 1)
# %% wrong the name input stands for the model's input
model = nn.Linear(10, 1)
features = torch.randn(4, 10)
output = model(input)  # raises TypeError
