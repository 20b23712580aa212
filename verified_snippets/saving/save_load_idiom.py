# %% setup
import torch
from torch import nn


def make_model():
    """A model whose output depends on its buffers and its mode."""
    layers = nn.Linear(2, 2), nn.BatchNorm1d(2), nn.Dropout(0.5)
    return nn.Sequential(*layers)


model = make_model()
model(torch.randn(64, 2) + 5)

# %% card
torch.save(model.state_dict(), "weights.pt")

restored = make_model()
restored.load_state_dict(torch.load("weights.pt"))
restored.eval()
# %% check the restored model predicts what the saved one does
x = torch.randn(64, 2)
model.eval()
assert torch.equal(restored(x), model(x))
# %% wrong a loaded model is ready to predict
torch.save(model.state_dict(), "weights.pt")

restored = make_model()
restored.load_state_dict(torch.load("weights.pt"))
# %% wrong torch.load() puts the weights into the model
torch.save(model.state_dict(), "weights.pt")

restored = make_model()
torch.load("weights.pt")
restored.eval()
