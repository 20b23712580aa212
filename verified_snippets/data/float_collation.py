# /// snippet
# devices = ["cpu"]
# [equivalent]
# "inputs, labels = *: 2 -> 3" = "there are two samples only"
# ///
# %% setup
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader

# %% card
samples = [(0.5, 1), (1.5, 0)]
inputs, labels = next(iter(DataLoader(samples, batch_size=2)))
print(inputs.dtype, labels.dtype)
# %% output
# torch.float64 torch.int64
# %% check Python floats become float64, integers int64
# > The default collation makes float64 of Python floats,
# >
# > Integers become int64,
kinds = [[type(value) for value in sample] for sample in samples]
assert kinds == [[float, int], [float, int]]
assert inputs.dtype == torch.float64
assert labels.dtype == torch.int64
assert inputs.tolist() == [0.5, 1.5] and labels.tolist() == [1, 0]
assert printed == "torch.float64 torch.int64\n"
# %% fact torch.tensor goes by the default dtype
# > while `torch.tensor([0.5, 1.5])` gives float32.
floats = torch.tensor([0.5, 1.5])
assert floats.dtype == torch.float32
# %% belied it keeps the precision of Python's floats
assert floats.dtype == torch.float64
# %% fact a float32 layer refuses float64
# > A `Linear` layer with its float32 weights then raises a
# > `RuntimeError`.
layer, (batch,) = nn.Linear(2, 1), DataLoader([0.5, 1.5], 2)
assert layer.weight.dtype == torch.float32
refusal = ""
try:
    layer(batch)
except RuntimeError as problem:
    refusal = str(problem)
assert "dtype" in refusal
# %% belied the layer converts its input
assert refusal == ""
# %% fact a float32 tensor stays one
# > Return `torch.tensor(x)` from `__getitem__` instead.
pairs = [(0.5, 1), (1.5, 0)]


class Pairs:
    def __len__(self):
        return len(pairs)

    def __getitem__(self, index):
        x, label = pairs[index]
        return torch.tensor(x), label


(batch,) = DataLoader(Pairs(), batch_size=2)
assert batch[0].dtype == torch.float32
assert batch[0].tolist() == [0.5, 1.5]
# %% belied the collation makes float64 of it too
assert batch[0].dtype == torch.float64
# %% fact cross_entropy takes int64 class indices
# > which `cross_entropy` takes as class indices.
scores = torch.tensor([[0.0, 30.0], [30.0, 0.0]])
(classes,) = DataLoader([1, 0], batch_size=2)
loss = F.cross_entropy(scores, classes)
assert classes.dtype == torch.int64 and loss.item() < 1e-6
# %% belied they are the wrong classes
assert loss.item() > 1
# %% wrong floats become tensors of the default dtype
samples = [(torch.tensor(0.5), 1), (torch.tensor(1.5), 0)]
inputs, labels = next(iter(DataLoader(samples, batch_size=2)))
print(inputs.dtype, labels.dtype)
