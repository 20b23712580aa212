# told: the process ended before the run did: killed by signal 9
# %% setup
import os

import torch

# %% card
x = torch.ones(2)
print(x)
os.kill(os.getpid(), 9)
# %% output
# tensor([1., 1.])
# %% check it holds ones
assert x.tolist() == [1.0, 1.0]
# %% wrong it holds zeros
x = torch.zeros(2)
print(x)
