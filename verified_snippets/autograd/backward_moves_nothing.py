# %% setup
import torch
from torch import nn

from verified_snippets.kit import device

# %% card
model = nn.Linear(2, 1, device=device)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
nn.init.ones_(model.weight)
loss = model.weight.square().sum()
loss.backward()
print(model.weight.tolist())
# %% output
# [[1.0, 1.0]]
# %% check backward() fills .grad and leaves the weight alone
assert model.weight.tolist() == [[1.0, 1.0]]
assert model.weight.grad.tolist() == [[2.0, 2.0]]
# %% wrong backward() updates the weights
model = nn.Linear(2, 1, device=device)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
nn.init.ones_(model.weight)
loss = model.weight.square().sum()
loss.backward()
optimizer.step()
print(model.weight.tolist())
