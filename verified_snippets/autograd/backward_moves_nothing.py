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
# > `backward()` only fills `.grad`, here with 2 for each weight.
# > The weights move in `optimizer.step()`, which this code never
# > calls: it would take them to 1 − 0.1 · 2 = 0.8.
assert printed == "[[1.0, 1.0]]\n"
assert model.weight.tolist() == [[1.0, 1.0]]
assert model.weight.grad.tolist() == [[2.0, 2.0]]
assert isinstance(optimizer, torch.optim.SGD)
optimizer.step()
moved = torch.tensor([[0.8, 0.8]])
torch.testing.assert_close(
    model.weight.detach(), moved, rtol=1e-6, atol=1e-6
)
# %% wrong backward() updates the weights
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
nn.init.ones_(model.weight)
loss = model.weight.square().sum()
loss.backward()
optimizer.step()
print(model.weight.tolist())
