# %% setup
import pickle
from argparse import Namespace

import torch

checkpoint = {
    "args": Namespace(lr=0.1),
    "weight": torch.ones(2),
}
torch.save(checkpoint, "run.pt")

# %% card
with torch.serialization.safe_globals([Namespace]):
    run = torch.load("run.pt")
print(run["args"].lr)
# %% output
# 0.1
# %% check the class is allowed in the block only, a dict anywhere
assert run["args"] == Namespace(lr=0.1)
try:
    torch.load("run.pt")
    refusal = ""
except pickle.UnpicklingError as problem:
    refusal = str(problem)
assert "argparse.Namespace" in refusal
torch.save(vars(checkpoint["args"]), "plain.pt")
assert torch.load("plain.pt") == {"lr": 0.1}
# %% wrong weights_only reads the tensors and skips the rest
with torch.serialization.safe_globals([Namespace]):
    run = torch.load("run.pt")
run["args"] = None
