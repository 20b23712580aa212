# %% setup
import torch
from torch import nn
from torch.optim.optimizer import register_optimizer_step_pre_hook

steps = []
hook = register_optimizer_step_pre_hook(
    lambda *call: steps.append(call)
)

# %% card
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
nn.init.ones_(model.weight)
loss = model.weight.square().sum()
loss.backward()
print(model.weight.tolist())
# %% output
# [[1.0, 1.0]]
# %% check backward() fills .grad; step() moves the weight
# > `backward()` moves no weight: it fills `.grad`, here with 2 for
# > each. The weights move in `optimizer.step()`, which this code
# > never calls: it would take them to 1 − 0.1 · 2 = 0.8.
hook.remove()
assert printed == "[[1.0, 1.0]]\n"
assert model.weight.tolist() == [[1.0, 1.0]]
assert model.weight.grad.tolist() == [[2.0, 2.0]]
assert isinstance(optimizer, torch.optim.SGD)
assert steps == []
optimizer.step()
moved = torch.tensor([[0.8, 0.8]])
torch.testing.assert_close(
    model.weight.detach(), moved, rtol=1e-6, atol=1e-6
)
# %% wrong the order of step() and backward() is free
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
nn.init.ones_(model.weight)
loss = model.weight.square().sum()
optimizer.step()
loss.backward()
print(model.weight.tolist())
# %% wrong backward() updates the weights
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
nn.init.ones_(model.weight)
loss = model.weight.square().sum()
loss.backward()
optimizer.step()
print(model.weight.tolist())
