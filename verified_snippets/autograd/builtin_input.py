# %% setup
import builtins

import torch
from torch import nn


# %% card
def predict(model, features):
    return model(features)


# %% check the model gets the batch that was passed
# > Pass `features`:
model, batch = nn.Linear(10, 1), torch.randn(4, 10)
try:
    output = predict(model, batch)
except (TypeError, EOFError) as slip:
    raise AssertionError("it still raises") from slip
expected = batch @ model.weight[0] + model.bias
assert isinstance(output, torch.Tensor), "it returns no tensor"
assert output.shape == (4, 1), "output is not of shape (4, 1)"
torch.testing.assert_close(
    output[:, 0], expected, rtol=1e-4, atol=1e-5
)
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


# %% also the parameter is given the name that is used
def predict(model, input):
    return model(input)


# %% also the layer's own argument is named
def predict(model, features):
    output = model(input=features)
    return output


# %% wrong the name input stands for the model's input
def predict(model, features):
    return model(input)


# %% wrong calling input() gives the batch
def predict(model, features):
    return model(input())


# %% wrong the layer wants its input by name
def predict(model, features):
    return model(input=input)


# %% wrong any tensor of the right shape will do
def predict(model, features):
    return model(torch.randn(4, 10))
