# /// snippet
# devices = ["cpu"]
# [equivalent]
# "inputs, labels = *: 2 -> 3" = "there are two samples only"
# ///
# %% setup
import torch
from torch.utils.data import DataLoader

# %% card
samples = [(0.5, 1), (1.5, 0)]
inputs, labels = next(iter(DataLoader(samples, batch_size=2)))
print(inputs.dtype, labels.dtype)
# %% output
# torch.float64 torch.int64
# %% check Python floats become float64, which a layer refuses
assert inputs.tolist() == [0.5, 1.5]
assert labels.tolist() == [1, 0]
assert inputs.dtype == torch.float64
assert labels.dtype == torch.int64
assert torch.tensor([0.5, 1.5]).dtype == torch.float32
layer = torch.nn.Linear(2, 1)
try:
    layer(inputs)
    message = ""
except RuntimeError as problem:
    message = str(problem)
assert "dtype" in message
# %% wrong floats become tensors of the default dtype
samples = [(torch.tensor(0.5), 1), (torch.tensor(1.5), 0)]
inputs, labels = next(iter(DataLoader(samples, batch_size=2)))
