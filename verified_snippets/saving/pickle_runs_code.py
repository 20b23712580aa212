# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import math
import os
import pickle
import zipfile

import torch


# %% card
class Weights:
    def __reduce__(self):
        return print, ("this file has run some code",)


torch.save(Weights(), "weights.pt")
torch.load("weights.pt", weights_only=False)
# %% output
# this file has run some code
# %% check loading calls print
# > A pickle can ask for a call of
# >
# > here `print`,
assert printed == "this file has run some code\n"
assert Weights().__reduce__()[0] is print


# %% fact a pickle may call other functions
# > A pickle can ask for a call of any importable function:
# >
# > in an attack `os.system`. With `weights_only=False` the file
# > runs what its author wants.
class Job:
    def __init__(self, *job):
        self.job = job

    def __reduce__(self):
        return self.job


jobs = [(os.system, ("exit 3",)), (math.hypot, (3, 4))]
results = []
for job in jobs:
    torch.save(Job(*job), "job.pt")
    results.append(torch.load("job.pt", weights_only=False))
assert results == [os.system("exit 3"), 5.0] and results[0] != 0
# %% belied loading returns the saved object
assert all(isinstance(result, Job) for result in results)


# %% fact the default refuses it
# > `weights_only=True`, the default, refuses it.
class Job:
    def __reduce__(self):
        return print, ("ran",)


torch.save(Job(), "job.pt")
refusals = []
for options in ({}, {"weights_only": True}):
    try:
        torch.load("job.pt", **options)
    except pickle.UnpicklingError as problem:
        refusals.append("print" in str(problem))
assert refusals == [True, True]
# %% belied the default runs it
assert len(refusals) == 1


# %% fact the file does not need the class
# > The loading program needs no class `Weights`.
class Weights:
    def __reduce__(self):
        return math.hypot, (3, 4)


torch.save(Weights(), "job.pt")
del Weights
assert torch.load("job.pt", weights_only=False) == 5.0
with zipfile.ZipFile("job.pt") as file:
    named = b"Weights" in file.read("job/data.pkl")
assert not named
# %% belied the file names its class
assert named


# %% wrong loading only reads data
class Weights:
    text = "this file has run some code"


torch.save(Weights(), "weights.pt")
torch.load("weights.pt", weights_only=False)
