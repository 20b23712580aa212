# %% setup
import torch
from torch import nn

# %% card
model = nn.Linear(2, 1)
nn.init.zeros_(model.weight)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
model.weight.grad = torch.ones_like(model.weight)
optimizer.step()
print(model.weight.tolist())
# %% output
# [[-0.5, -0.5]]
# %% check step() reads .grad of the model's own parameters
assert model.weight.tolist() == [[-0.5, -0.5]]
assert optimizer.param_groups[0]["params"][0] is model.weight
# %% wrong the optimizer works on copies of the parameters
model = nn.Linear(2, 1)
nn.init.zeros_(model.weight)
copies = [p.detach().clone() for p in model.parameters()]
optimizer = torch.optim.SGD(copies, lr=0.5)
model.weight.grad = torch.ones_like(model.weight)
optimizer.step()
print(model.weight.tolist())
