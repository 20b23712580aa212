# %% setup
import torch

from verified_snippets.kit import device

# %% card
t = torch.tensor([[1, 2], [3, 4]])
zeros = torch.zeros(2, 3)
ones = torch.ones(3, 4, dtype=torch.int64)
# %% check t holds the list's integers
assert t.tolist() == [[1, 2], [3, 4]], "t has other values"
assert not t.is_floating_point(), "t holds floats"
assert t.device.type == device, "t is on another device"
# %% check zeros takes a shape, not data
assert zeros.tolist() == [[0.0] * 3] * 2, "zeros is not 2 by 3"
assert zeros.dtype == torch.float32, "not the default dtype"
assert zeros.device.type == device, "zeros is elsewhere"
# %% check ones are integers where dtype says so
assert ones.tolist() == [[1] * 4] * 3, "ones is not 3 by 4"
assert ones.dtype == torch.int64, "ones is not of int64"
assert ones.device.type == device, "ones is elsewhere"
# %% also shapes as tuples, and a fill value
t = torch.as_tensor([[1, 2], [3, 4]]).to(device)
zeros = torch.zeros((2, 3)).to(device)
ones = torch.full((3, 4), 1).to(device)
# %% also counted, filled and converted
t = torch.arange(1, 5).view(2, 2).to(device)
zeros = torch.empty(2, 3).zero_().to(device)
ones = (torch.zeros(3, 4) + 1).long().to(device)
# %% wrong torch.Tensor keeps the integers of a list
t = torch.Tensor([[1, 2], [3, 4]]).to(device)
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
