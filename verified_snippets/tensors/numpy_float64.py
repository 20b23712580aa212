# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import numpy as np
import torch
from torch import nn

model = nn.Linear(2, 1)
with torch.no_grad():
    model.weight.copy_(torch.tensor([[1.0, 2.0]]))
    model.bias.fill_(3.0)
given = []
model.register_forward_pre_hook(
    lambda _, inputs: given.append(inputs[0].dtype)
)
# %% card
features = np.array([[0.1, 1.7], [2.3, 4.9]])
x = torch.from_numpy(features).float()
prediction = model(x)
# %% check the model takes the array as float32
# > Convert the data, with `.float()` or `torch.as_tensor(features,
# > dtype=torch.float32)`.
assert error is None, "the model refuses its input"
assert prediction.dtype == torch.float32, (
    "the prediction is not float32, so the model was changed"
)
assert model.weight.dtype == torch.float32, "the model was changed"
assert set(given) == {torch.float32}, (
    "the model was not given float32, so the model was changed"
)
expected = torch.tensor([[6.5], [15.1]])
assert torch.allclose(prediction, expected, rtol=1e-6), (
    "the model was not given the array's numbers"
)
# %% fact from_numpy keeps float64
# > NumPy makes float64 of Python floats, and `from_numpy` keeps the
# > dtype, since it shares the memory.
array = np.array([0.5, 1.5])
shared = torch.from_numpy(array)
array[0] = 7
assert array.dtype == np.float64
assert shared.dtype == torch.float64 and shared[0] == 7
# %% belied from_numpy gives the default dtype
assert shared.dtype == torch.float32
# %% fact a matrix product does not promote
# > The layer's weights are float32, and matrix multiplication
# > doesn't promote, unlike `+`.
single, double = torch.ones(2, 2), torch.ones(2, 2).double()
assert nn.Linear(2, 1).weight.dtype == single.dtype == torch.float32
assert (single + double).dtype == torch.float64
refused = False
try:
    single @ double
except RuntimeError:
    refused = True
assert refused
# %% belied it promotes, as addition does
assert not refused
# %% also the dtype is named when the tensor is made
features = np.array([[0.1, 1.7], [2.3, 4.9]])
x = torch.as_tensor(features, dtype=torch.float32)
prediction = model(x)
# %% also NumPy converts
features = np.array([[0.1, 1.7], [2.3, 4.9]], dtype=np.float32)
x = torch.from_numpy(features)
prediction = model(x)
# %% also it takes the dtype from the model
features = np.array([[0.1, 1.7], [2.3, 4.9]])
prediction = model(torch.tensor(features).to(model.weight))
# %% wrong from_numpy converts to the default dtype
features = np.array([[0.1, 1.7], [2.3, 4.9]])
x = torch.from_numpy(features)
prediction = model(x)  # raises RuntimeError
# %% wrong float() converts the tensor itself
features = np.array([[0.1, 1.7], [2.3, 4.9]])
x = torch.from_numpy(features)
x.float()
prediction = model(x)  # raises RuntimeError
# %% wrong from_numpy takes a dtype
features = np.array([[0.1, 1.7], [2.3, 4.9]])
x = torch.from_numpy(features, dtype=torch.float32)  # raises
prediction = model(x)
# %% wrong the model has to follow its data
features = np.array([[0.1, 1.7], [2.3, 4.9]])
x = torch.from_numpy(features)
prediction = model.double()(x)
# %% wrong the prediction alone has to be float32
features = np.array([[0.1, 1.7], [2.3, 4.9]])
x = torch.from_numpy(features)
prediction = model.double()(x).float()
model.float()
# %% wrong every float dtype keeps the numbers
features = np.array([[0.1, 1.7], [2.3, 4.9]])
x = torch.from_numpy(features).half().float()
prediction = model(x)
