# %% setup
import numpy as np
import torch
from torch import nn

from verified_snippets.kit import device

model = nn.Linear(2, 1)

# %% card
features = np.array([[0.5, 1.5], [2.0, 4.0]])
x = torch.from_numpy(features).float().to(device)
prediction = model(x)
# %% check the model takes the array as float32
assert error is None
assert x.tolist() == [[0.5, 1.5], [2.0, 4.0]]
assert prediction.shape == (2, 1)
assert prediction.dtype == torch.float32
# %% wrong from_numpy converts to the default dtype
features = np.array([[0.5, 1.5], [2.0, 4.0]])
x = torch.from_numpy(features).to(device)
prediction = model(x)  # raises RuntimeError
