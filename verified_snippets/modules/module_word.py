# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import inspect

import torch.nn.functional as F
from torch import nn

# %% card
print(inspect.ismodule(F), inspect.isclass(F))
print(inspect.ismodule(nn.Module), inspect.isclass(nn.Module))
# %% output
# True False
# False True
# %% check nn.functional is a Python module, nn.Module is a class
assert printed.split() == ["True", "False", "False", "True"]
# %% wrong nn.Module is a Python module of layers, as its name says
print(inspect.ismodule(F), inspect.isclass(F))
print(inspect.ismodule(nn), inspect.isclass(nn))
