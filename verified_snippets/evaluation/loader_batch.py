# /// snippet
# devices = ["cpu"]
# [equivalent]
# "*: zeros -> ones" = "the contents show nowhere"
# ///
# %% setup
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

# %% card
x = torch.zeros(8, 3)
y = torch.zeros(8)
loader = DataLoader(TensorDataset(x, y), batch_size=4)

for inputs in loader:
    print(type(inputs).__name__, len(inputs))
# %% output
# list 2
# list 2
# %% check a batch of pairs is a list of two tensors
assert printed.splitlines() == ["list 2", "list 2"]
assert [part.shape for part in inputs] == [(4, 3), (4,)]
try:
    nn.Linear(3, 2)(inputs)
except TypeError as refused:
    assert "must be Tensor, not list" in str(refused)
else:
    raise AssertionError("nn.Linear takes a list")
# %% wrong the first tensor of the dataset is what the loader yields
x = torch.zeros(8, 3)
y = torch.zeros(8)
loader = DataLoader(TensorDataset(x, y), batch_size=4)

for inputs, _ in loader:
    print(type(inputs).__name__, len(inputs))
# %% wrong a batch is a list of pairs
x = torch.zeros(8, 3)
y = torch.zeros(8)
loader = DataLoader(
    TensorDataset(x, y), batch_size=4, collate_fn=list
)

for inputs in loader:
    print(type(inputs).__name__, len(inputs))
