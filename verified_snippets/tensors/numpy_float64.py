# %% setup
import numpy as np
import torch
from torch import nn

from verified_snippets.kit import device

model = nn.Linear(2, 1)
with torch.no_grad():
    model.weight.copy_(torch.tensor([[1.0, 2.0]]))
    model.bias.fill_(3.0)
# %% card
features = np.array([[0.5, 1.5], [2.0, 4.0]])
x = torch.from_numpy(features).float().to(device)
prediction = model(x)
# %% check the model takes the array as float32
assert error is None, "the model refuses its input"
assert prediction.dtype == torch.float32, (
    "the prediction is not float32, so the model was changed"
)
assert prediction.tolist() == [[6.5], [13.0]], (
    "the model was not given the array's numbers"
)
# %% also the dtype is named when the tensor is made
features = np.array([[0.5, 1.5], [2.0, 4.0]])
x = torch.as_tensor(features, dtype=torch.float32).to(device)
prediction = model(x)
# %% also NumPy converts
features = np.array([[0.5, 1.5], [2.0, 4.0]], dtype=np.float32)
x = torch.from_numpy(features).to(device)
prediction = model(x)
# %% also it takes dtype and device from the model
features = np.array([[0.5, 1.5], [2.0, 4.0]])
prediction = model(torch.tensor(features).to(model.weight))
# %% wrong from_numpy converts to the default dtype
features = np.array([[0.5, 1.5], [2.0, 4.0]])
x = torch.from_numpy(features).to(device)
prediction = model(x)  # raises RuntimeError
# %% wrong float() converts the tensor itself
features = np.array([[0.5, 1.5], [2.0, 4.0]])
x = torch.from_numpy(features).to(device)
x.float()
prediction = model(x)  # raises RuntimeError
# %% wrong from_numpy takes a dtype
features = np.array([[0.5, 1.5], [2.0, 4.0]])
x = torch.from_numpy(features, dtype=torch.float32)  # raises
prediction = model(x)
# %% wrong the model has to follow its data
features = np.array([[0.5, 1.5], [2.0, 4.0]])
x = torch.from_numpy(features).to(device)
prediction = model.double()(x)
