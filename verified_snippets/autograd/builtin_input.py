# %% setup
import builtins

import torch
from torch import nn

# %% card
model = nn.Linear(10, 1)
features = torch.randn(4, 10)
output = model(features)
# %% check the model gets the tensor
# > The batch is called `features`.
assert error is None, "it still raises"
assert output.shape == (4, 1), "output is not of shape (4, 1)"
# %% fact Python finds a function of that name
# > `input` is a builtin function of Python, which reads from
# > standard input. So you get no `NameError` but a `TypeError`
# > about the layer's argument.
found = builtins.input
assert input is found and "standard input" in found.__doc__
try:
    nn.Linear(10, 1)(input)
except (NameError, TypeError) as slip:
    caught, message = type(slip).__name__, str(slip)
assert caught == "TypeError"
assert message.startswith("linear(): argument 'input'")
assert message.endswith("not builtin_function_or_method")
# %% belied an undefined batch is a `NameError`
assert caught == "NameError"
# %% fact another name would be missing
# > Call a batch `inputs` rather than `input`: then a forgotten
# > definition raises a `NameError`.
try:
    nn.Linear(10, 1)(inputs)
except (NameError, TypeError) as slip:
    missing = type(slip).__name__
assert missing == "NameError"
# %% belied `inputs` is a builtin as well
assert missing == "TypeError"
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
