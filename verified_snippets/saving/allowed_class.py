# %% setup
import pickle
from argparse import Namespace
from decimal import Decimal
from fractions import Fraction

import torch

checkpoint = {
    "args": Namespace(lr=0.1),
    "weight": torch.ones(2),
}
torch.save(checkpoint, "run.pt")


# %% card
def load_run(path):
    with torch.serialization.safe_globals([Namespace]):
        return torch.load(path)


print(load_run("run.pt")["args"].lr)
# %% output
# 0.1
# %% check the allowed class is loaded
# > Allow that one class with `torch.serialization.safe_globals`.
assert error is None, "the checkpoint was refused"
run = load_run("run.pt")
assert run["args"] == Namespace(lr=0.1) and printed == "0.1\n"
assert run["weight"].tolist() == [1.0, 1.0]
# %% check another class is refused
# > Inside the block other untrusted classes are still refused.
refusals = []
for other in (Fraction(1, 2), Decimal(1)):
    torch.save({"other": other}, "other.pt")
    try:
        load_run("other.pt")
    except pickle.UnpicklingError as problem:
        refusals.append(type(other).__name__ in str(problem))
assert refusals == [True, True]
# %% check outside the block the class is refused
# > Without it loading raises an `UnpicklingError` that names the
# > class.
refusal = ""
assert load_run("run.pt")["args"].lr == 0.1
try:
    torch.load("run.pt")
except pickle.UnpicklingError as problem:
    refusal = str(problem)
assert "argparse.Namespace" in refusal
# %% fact plain values need no permission
# > Better, save `vars(args)`: a dictionary of plain ints, floats
# > and strings needs no permission.
args = Namespace(lr=0.1, steps=5, name="sgd")
torch.save(vars(args), "plain.pt")
plain = {"lr": 0.1, "steps": 5, "name": "sgd"}
assert torch.load("plain.pt") == plain
# %% belied it loads as a Namespace
assert torch.load("plain.pt") == args


# %% wrong it is enough that the class is imported
def load_run(path):
    return torch.load(path)


print(load_run("run.pt")["args"].lr)  # raises


# %% wrong the protection has to be turned off
def load_run(path):
    return torch.load(path, weights_only=False)


print(load_run("run.pt")["args"].lr)


# %% wrong add_safe_globals() allows a class for one load
def load_run(path):
    torch.serialization.add_safe_globals([Namespace])
    return torch.load(path)


print(load_run("run.pt")["args"].lr)
