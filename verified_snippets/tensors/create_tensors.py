# %% setup
import torch

# %% card
t = torch.tensor([[1, 2], [3, 4]])
zeros = torch.zeros(2, 3)
ones = torch.ones(3, 4, dtype=torch.int64)
# %% check t holds the list's integers
assert t.tolist() == [[1, 2], [3, 4]]
assert t.dtype == torch.int64
# %% check zeros takes a shape, not data
assert zeros.tolist() == [[0.0] * 3] * 2
assert zeros.dtype == torch.float32
# %% check ones are integers where dtype says so
assert ones.tolist() == [[1] * 4] * 3
assert ones.dtype == torch.int64
# %% wrong torch.Tensor keeps the integers of a list
t = torch.Tensor([[1, 2], [3, 4]])
zeros = torch.zeros(2, 3)
ones = torch.ones(3, 4, dtype=torch.int64)
# %% wrong torch.tensor takes a shape
t = torch.tensor([[1, 2], [3, 4]])
zeros = torch.tensor((2, 3))
ones = torch.ones(3, 4, dtype=torch.int64)
# %% wrong whole numbers make an integer tensor in every factory
t = torch.tensor([[1, 2], [3, 4]])
zeros = torch.zeros(2, 3)
ones = torch.ones(3, 4)
