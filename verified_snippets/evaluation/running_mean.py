# %% setup
import torch
from torch import nn

# %% card
norm = nn.BatchNorm1d(1, momentum=0.2)
x = torch.tensor([[6.0], [8.0]])

norm(x)
print(norm.running_mean)
# %% output
# tensor([1.4000])
# %% check the batch's mean enters with the weight momentum
# > here 0.8 · 0 + 0.2 · 7 = 1.4.
assert norm.training
assert x.mean().item() == 7.0
assert abs(norm.running_mean.item() - 1.4) < 1e-5
assert printed.startswith("tensor([1.4000]")
# %% fact every batch in training mode enters in this way
# > In training mode, each forward pass sets the running mean to
# > `(1 - momentum) * running + momentum * batch`:
# >
# > So `momentum` is the weight of the new value;
layer = nn.BatchNorm1d(1, momentum=0.25)
momentum, running = 0.25, 0.0
for batch in (7.0, 3.0, 5.0):
    layer(torch.tensor([[batch - 1], [batch + 1]]))
    running = (1 - momentum) * running + momentum * batch
    assert abs(layer.running_mean.item() - running) < 1e-4
# %% belied momentum is the weight of the old value
assert abs(layer.running_mean.item() - 5.03125) < 1e-4
# %% fact an optimizer's momentum is what it keeps
# > in `torch.optim.SGD` it's that of the old one.
w = nn.Parameter(torch.zeros(1))
sgd = torch.optim.SGD([w], lr=1.0, momentum=0.2)
for gradient in (1.0, 5.0):
    w.grad = torch.tensor([gradient])
    sgd.step()
kept = sgd.state[w]["momentum_buffer"].item()
assert abs(kept - (0.2 * 1.0 + 5.0)) < 1e-5
# %% belied it is the weight of the new value there too
assert abs(kept - (0.8 * 1.0 + 0.2 * 5.0)) < 1e-5
# %% fact three batches are few
# > With the default of 0.1, three batches move the running mean
# > only 27% of the way to the data's, and `eval()` normalizes with
# > it.
layer, data = nn.BatchNorm1d(1), torch.tensor([[6.0], [8.0]])
for _ in range(3):
    layer(data)
assert layer.momentum == 0.1
assert round(layer.running_mean.item() / 7, 2) == 0.27
layer.eval()
assert layer(data).mean().item() > 4
# %% belied evaluation mode centres the data as training does
assert abs(layer(data).mean().item()) < 0.1
# %% wrong momentum is the share of the old value that stays
norm = nn.BatchNorm1d(1, momentum=0.8)
x = torch.tensor([[6.0], [8.0]])

norm(x)
print(norm.running_mean)
# %% wrong the running mean is the mean of the last batch
norm = nn.BatchNorm1d(1, momentum=1.0)
x = torch.tensor([[6.0], [8.0]])

norm(x)
print(norm.running_mean)
# %% wrong the running mean moves in evaluation mode
norm = nn.BatchNorm1d(1, momentum=0.2).eval()
x = torch.tensor([[6.0], [8.0]])

norm(x)
print(norm.running_mean)
