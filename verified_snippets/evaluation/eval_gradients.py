# /// snippet
# [equivalent]
# "*: sum -> mean" = "the output is one number, its own mean"
# "*: without .sum()" = "the output is one number, its own sum"
# ///
# %% setup
import torch
from torch import nn

# %% card
model = nn.Linear(2, 1)
model.eval()

model(torch.ones(1, 2)).sum().backward()
print(model.weight.requires_grad)
print(model.weight.grad)
# %% output
# True
# tensor([[1., 1.]])
# %% check eval() leaves gradients on
assert not model.training
assert model.weight.requires_grad
assert model.weight.grad is not None
assert model.weight.grad.tolist() == [[1.0, 1.0]]
# %% wrong eval() freezes the parameters
model = nn.Linear(2, 1)
model.eval().requires_grad_(False)
# %% wrong eval() stops the recording of the graph
model = nn.Linear(2, 1)
model.eval()

with torch.no_grad():
    model(torch.ones(1, 2)).sum()
