# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import pickle

import torch


# %% card
class Weights:
    def __reduce__(self):
        return print, ("this file has run some code",)


torch.save(Weights(), "weights.pt")
torch.load("weights.pt", weights_only=False)
# %% output
# this file has run some code
# %% check loading calls what the file names, unless weights_only
assert printed == "this file has run some code\n"
try:
    torch.load("weights.pt")
    refusal = ""
except pickle.UnpicklingError as problem:
    refusal = str(problem)
assert "print" in refusal


# %% wrong loading only reads data
class Weights:
    text = "this file has run some code"


torch.save(Weights(), "weights.pt")
torch.load("weights.pt", weights_only=False)
