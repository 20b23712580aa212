# /// snippet
# [equivalent]
# "*: second argument twice" = "it is refused in any place"
# "*: arguments swapped" = "the function is refused in any place"
# "*: ? -> ?" = "no net is built, of whatever size"
# ///
# %% setup
import torch.nn.functional as F
from torch import nn

# %% card
net = nn.Sequential(nn.Linear(3, 2), F.relu)
# %% raises TypeError
# ... is not a Module subclass
# %% check Sequential takes modules, not functions
assert isinstance(error, TypeError)
assert "not a Module" in str(error)
assert "relu" in str(error)
# %% wrong a function can stand in Sequential like a layer
net = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
