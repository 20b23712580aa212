# %% setup
import argparse
import pickle

import torch
from torch import nn

# %% card
model = nn.Linear(2, 1)
torch.save(model, "model.pt")
restored = torch.load("model.pt")
# %% raises UnpicklingError
# Weights only load failed...
# %% check the class of the model is refused
# > An `UnpicklingError`.
# >
# > here `nn.Linear`.
assert type(error).__name__ == "UnpicklingError"
assert "torch.nn.modules.linear.Linear" in str(error)
loaded = torch.load("model.pt", weights_only=False)
assert type(loaded) is nn.Linear and loaded.weight.shape == (1, 2)
# %% stated history
# > Since torch 2.6
# %% fact weights_only is the default, and other classes are refused
# > `torch.load` has had `weights_only=True` as its default: it
# > reads tensors, plain values, lists and dictionaries, and refuses
# > classes it hasn't been told to trust,
plain = {"lr": 0.1, "name": "sgd", "steps": [1, None, True]}
torch.save(plain | {"weight": torch.ones(2)}, "plain.pt")
loaded = torch.load("plain.pt")
assert loaded.pop("weight").tolist() == [1, 1] and loaded == plain
torch.save(argparse.Namespace(lr=0.1), "args.pt")
refusals = []
for options in ({}, {"weights_only": True}):
    try:
        torch.load("args.pt", **options)
    except pickle.UnpicklingError as problem:
        refusals.append("Namespace" in str(problem))
assert refusals == [True, True]
with torch.serialization.safe_globals([argparse.Namespace]):
    trusted = torch.load("args.pt")
assert trusted == argparse.Namespace(lr=0.1)
# %% belied the default loads it
assert len(refusals) == 1
# %% belied no class is ever loaded
assert not isinstance(trusted, argparse.Namespace)
# %% fact a state_dict loads under the default
# > Save the `state_dict` instead.
net, fresh = nn.Linear(2, 1), nn.Linear(2, 1)
torch.save(net.state_dict(), "weights.pt")
fresh.load_state_dict(torch.load("weights.pt"))
assert torch.equal(fresh.weight, net.weight)
# %% belied it loads the architecture too
assert isinstance(torch.load("weights.pt"), nn.Linear)
# %% fact weights_only=False loads the model
# > `weights_only=False` loads the model,
torch.save(nn.Linear(3, 1), "linear.pt")
loaded = torch.load("linear.pt", weights_only=False)
assert type(loaded) is nn.Linear and loaded.weight.shape == (1, 3)
# %% belied it gives the weights alone
assert isinstance(loaded, dict)
# %% stated advice
# > but is only for files you trust.
# %% wrong torch.load() unpickles whatever is in the file
model = nn.Linear(2, 1)
torch.save(model, "model.pt")
restored = torch.load("model.pt", weights_only=False)
