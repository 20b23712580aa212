# %% setup
import torch
from torch import nn

# %% card
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
nn.init.ones_(model.weight)
loss = model.weight.square().sum()
loss.backward()
print(model.weight.tolist())
# %% output
# [[1.0, 1.0]]
# %% check backward() only fills .grad; step() moves the weight
assert model.weight.tolist() == [[1.0, 1.0]]
assert model.weight.grad.tolist() == [[2.0, 2.0]]
assert isinstance(optimizer, torch.optim.SGD)
optimizer.step()
moved = torch.full_like(model.weight, 1.0 - 0.1 * 2.0)
torch.testing.assert_close(model.weight, moved)
# %% wrong backward() updates the weights
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
nn.init.ones_(model.weight)
loss = model.weight.square().sum()
loss.backward()
optimizer.step()
print(model.weight.tolist())
