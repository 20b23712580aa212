# %% setup
import torch
from torch import nn

from verified_snippets.kit import device

# %% card
model = nn.Linear(2, 1, device=device)
torch.save(model, "model.pt")
restored = torch.load("model.pt")
# %% raises UnpicklingError
# Weights only load failed...
# %% check a pickled model is refused, a state_dict is not
assert type(error).__name__ == "UnpicklingError"
torch.save(model.state_dict(), "weights.pt")
assert set(torch.load("weights.pt")) == {"weight", "bias"}
# %% wrong torch.load() unpickles whatever is in the file
model = nn.Linear(2, 1, device=device)
torch.save(model, "model.pt")
restored = torch.load("model.pt", weights_only=False)
