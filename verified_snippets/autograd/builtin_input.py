# %% setup
import torch
from torch import nn

# %% card
model = nn.Linear(10, 1)
features = torch.randn(4, 10)
output = model(features)
# %% check the model gets the tensor
assert error is None, "it still raises"
assert output.shape == (4, 1), "output is not of shape (4, 1)"
# %% also the batch is given the name that is used
model = nn.Linear(10, 1)
input = torch.randn(4, 10)
output = model(input)
# %% also no name at all
model = nn.Linear(10, 1)
output = model(torch.randn(4, 10))
# %% wrong the name input stands for the model's input
model = nn.Linear(10, 1)
features = torch.randn(4, 10)
output = model(input)  # raises TypeError
# %% wrong calling input() gives the batch
model = nn.Linear(10, 1)
features = torch.randn(4, 10)
output = model(input())  # raises EOFError
# %% wrong the layer wants its input by name
model = nn.Linear(10, 1)
features = torch.randn(4, 10)
output = model(input=input)  # raises TypeError
