# %% setup
import pickle
from argparse import Namespace
from fractions import Fraction

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
# %% check the class is accepted in the block
# > Allow that one class with `torch.serialization.safe_globals`.
assert error is None, "the checkpoint was refused"
assert run["args"] == Namespace(lr=0.1)
assert run["weight"].tolist() == [1.0, 1.0]
# %% check it is refused outside the block
# > Without it loading raises an `UnpicklingError` that names the
# > class.
again, refusal = run, ""
try:
    again = torch.load("run.pt")
except pickle.UnpicklingError as problem:
    refusal = str(problem)
assert again is run and "argparse.Namespace" in refusal
# %% fact the block allows no other class
# > Inside the block other classes are still refused.
torch.save(Fraction(1, 2), "half.pt")
refusal = ""
with torch.serialization.safe_globals([Namespace]):
    try:
        torch.load("half.pt")
    except pickle.UnpicklingError as problem:
        refusal = str(problem)
assert "fractions.Fraction" in refusal
# %% belied the block turns the protection off
assert refusal == ""
# %% fact plain values need no permission
# > Better, save `vars(args)`: a dictionary of numbers and strings
# > needs no permission.
args = Namespace(lr=0.1, name="sgd")
torch.save(vars(args), "plain.pt")
assert torch.load("plain.pt") == {"lr": 0.1, "name": "sgd"}
# %% belied it loads as a Namespace
assert torch.load("plain.pt") == args
# %% wrong it is enough that the class is imported
run = torch.load("run.pt")  # raises
# %% wrong add_safe_globals() allows it for one load
torch.serialization.add_safe_globals([Namespace])
run = torch.load("run.pt")
print(run["args"].lr)
