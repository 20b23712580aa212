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
# > The dataset gives pairs, and the loader makes each batch of
# > pairs a list of two tensors: all inputs, of shape `(4, 3)`, and
# > all labels, of shape `(4,)`.
assert printed.splitlines() == ["list 2", "list 2"]
assert [type(part) for part in inputs] == [torch.Tensor] * 2
assert [part.shape for part in inputs] == [(4, 3), (4,)]
# %% fact what to do with it
# > `nn.Linear` raises a TypeError when it is called with that list;
# > write `for inputs, _ in loader:`.
loader = DataLoader(
    TensorDataset(torch.ones(8, 3), torch.ones(8)), batch_size=4
)
layer, refused = nn.Linear(3, 2), 0
for batch in loader:
    try:
        layer(batch)
    except TypeError:
        refused += 1
assert refused == 2
for inputs, _ in loader:
    assert layer(inputs).shape == (4, 2)
# %% belied the layer takes what it needs from the list
assert refused == 0
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
