# %% setup
import torch
from torch import nn

# %% card
scale = nn.Parameter(torch.tensor(2.0))
shift = nn.Parameter(torch.tensor(2.0))
optimizer = torch.optim.SGD([scale], lr=0.5)

(3 * scale + shift).backward()
optimizer.step()
print(scale.item(), shift.item())
# %% output
# 0.5 2.0
# %% check the optimizer updates what it was given
# > Both get a gradient, but `step()` updates only what the
# > optimizer was given: `scale` goes to 2 - 0.5 · 3.
assert scale.grad.item() == 3.0
assert scale.item() == 0.5
assert printed.split()[0] == "0.5"
# %% check a Parameter with a gradient is left alone otherwise
# > Both get a gradient, but `step()` updates only what the
# > optimizer was given:
assert shift.grad is not None and shift.grad.item() == 1.0
assert shift.item() == 2.0
assert printed.split()[1] == "2.0"
# %% fact a registered Parameter is not updated either
# > Registering `shift` in a model wouldn't change that.
model = nn.Module()
model.scale = nn.Parameter(torch.tensor(2.0))
model.shift = nn.Parameter(torch.tensor(2.0))
sgd = torch.optim.SGD([model.scale], lr=0.5)
(model.scale + model.shift).backward()
sgd.step()
assert len(list(model.parameters())) == 2
assert (model.scale.item(), model.shift.item()) == (1.5, 2.0)
# %% belied every Parameter of the model is updated
assert (model.scale.item(), model.shift.item()) == (1.5, 1.5)
# %% fact the gradient of the other Parameter is never cleared
# > `optimizer.zero_grad()` skips `shift` too, so its gradient
# > adds up from step to step.
given = nn.Parameter(torch.tensor(2.0))
other = nn.Parameter(torch.tensor(2.0))
sgd = torch.optim.SGD([given], lr=0.5)
for _ in range(3):
    sgd.zero_grad()
    (given + other).backward()
    sgd.step()
assert (given.grad.item(), other.grad.item()) == (1.0, 3.0)
# %% belied zero_grad() clears every gradient there is
assert (given.grad.item(), other.grad.item()) == (1.0, 1.0)
# %% wrong step() updates every Parameter that has a gradient
scale = nn.Parameter(torch.tensor(2.0))
shift = nn.Parameter(torch.tensor(2.0))
optimizer = torch.optim.SGD([scale, shift], lr=0.5)

(3 * scale + shift).backward()
optimizer.step()
print(scale.item(), shift.item())
# %% wrong backward() is what changes the values
scale = nn.Parameter(torch.tensor(2.0))
shift = nn.Parameter(torch.tensor(2.0))
optimizer = torch.optim.SGD([scale], lr=0.5)

(3 * scale + shift).backward()
print(scale.item(), shift.item())
