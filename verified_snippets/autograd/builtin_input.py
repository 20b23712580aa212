# %% setup
import torch
from torch import nn

from verified_snippets.kit import device

# %% card
model = nn.Linear(10, 1, device=device)
features = torch.randn(4, 10, device=device)
output = model(features)
# %% check the model gets the tensor
assert error is None
assert output.shape == (4, 1)
# %% wrong the name input stands for the model's input
model = nn.Linear(10, 1, device=device)
features = torch.randn(4, 10, device=device)
output = model(input)  # raises TypeError
