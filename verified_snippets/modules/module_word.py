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
# > In Python's own terms, `torch.nn.functional` is a module,
# >
# > and `torch.nn.Module` is a class,
assert printed.split() == ["True", "False", "False", "True"]
# %% fact one holds functions, the other has subclasses
# > which holds functions such as `F.relu`,
# >
# > from which layers and whole models inherit.
assert F.__name__ == "torch.nn.functional"
assert inspect.isfunction(F.relu)
assert issubclass(nn.Linear, nn.Module)
assert issubclass(nn.Transformer, nn.Module)
# %% belied layers inherit from what nn.functional holds
assert issubclass(nn.ReLU, type(F.relu))
# %% fact a module is a file, or a network or a part of one
# > The word “module” means two things here: a file of Python code,
# > and a network or a part of one.
assert F.__file__.endswith("functional.py")
net = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
parts = [net, *net.children()]
assert len(parts) == 3
assert all(isinstance(part, nn.Module) for part in parts)
# %% belied the parts of a network are Python modules
assert any(inspect.ismodule(part) for part in parts)
# %% fact nn.Linear is a class, F.linear a function
# > Compare pairs instead: the class `nn.Linear` and the function
# > `F.linear`.
assert inspect.isclass(nn.Linear)
assert inspect.isroutine(F.linear)
# %% belied the two are one thing under two names
assert inspect.isclass(F.linear)
# %% wrong nn.Module is a Python module of layers, as its name says
print(inspect.ismodule(F), inspect.isclass(F))
print(inspect.ismodule(nn), inspect.isclass(nn))
