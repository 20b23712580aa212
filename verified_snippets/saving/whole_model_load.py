# %% setup
import torch
from torch import nn

# %% card
model = nn.Linear(2, 1)
torch.save(model, "model.pt")
restored = torch.load("model.pt")
# %% raises UnpicklingError
# Weights only load failed...
# %% check a pickled model is refused, a state_dict is not
assert type(error).__name__ == "UnpicklingError"
torch.save(model.state_dict(), "weights.pt")
weights = torch.load("weights.pt")
assert set(weights) == {"weight", "bias"}
assert weights["weight"].shape == (1, 2)
# %% wrong torch.load() unpickles whatever is in the file
model = nn.Linear(2, 1)
torch.save(model, "model.pt")
restored = torch.load("model.pt", weights_only=False)
