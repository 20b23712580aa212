# %% setup
import torch
from torch import nn

# %% card
scale = nn.Parameter(torch.tensor(2.0))
shift = nn.Parameter(torch.tensor(2.0))
optimizer = torch.optim.SGD([scale], lr=0.5)

(scale + shift).backward()
optimizer.step()
print(scale.item(), shift.item())
# %% output
# 1.5 2.0
# %% check the optimizer updates what it was given
assert scale.item() == 1.5
# %% check a Parameter with a gradient is left alone otherwise
assert shift.item() == 2.0
assert shift.grad.item() == 1.0
# %% wrong step() updates every Parameter that has a gradient
scale = nn.Parameter(torch.tensor(2.0))
shift = nn.Parameter(torch.tensor(2.0))
optimizer = torch.optim.SGD([scale, shift], lr=0.5)

(scale + shift).backward()
optimizer.step()
# %% wrong backward() is what changes the values
scale = nn.Parameter(torch.tensor(2.0))
shift = nn.Parameter(torch.tensor(2.0))
optimizer = torch.optim.SGD([scale], lr=0.5)

(scale + shift).backward()
