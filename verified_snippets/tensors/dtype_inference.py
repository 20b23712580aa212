# %% setup
import torch

# %% card
tensors = [
    torch.tensor([1, 2]),
    torch.tensor([1, 2.0]),
    torch.tensor([True, False]),
    torch.zeros(2),
    torch.arange(3),
]
for t in tensors:
    print(t.dtype)
# %% output
# torch.int64
# torch.float32
# torch.bool
# torch.float32
# torch.int64
# %% check values decide the dtype; without any, it is float32
names = "int64 float32 bool float32 int64".split()
assert [str(t.dtype) for t in tensors] == [
    f"torch.{name}" for name in names
]
values = [[1, 2], [1, 2], [True, False], [0, 0], [0, 1, 2]]
assert [t.tolist() for t in tensors] == values
# %% wrong every new tensor is float32
tensors = [
    torch.tensor(data, dtype=torch.float32)
    for data in ([1, 2], [1, 2.0], [True, False], [0, 0], [0, 1, 2])
]
for t in tensors:
    print(t.dtype)
