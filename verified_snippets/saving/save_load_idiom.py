# %% setup
import copy

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
# > `make_model()` builds the architecture, with BatchNorm and
# > dropout in it.
# >
# > the architecture comes from your code.
x = torch.randn(64, 2)
twin = copy.deepcopy(model).eval()
assert restored is not model and not isinstance(restored, dict)
assert torch.equal(restored(x), twin(x))
assert [type(layer) for layer in restored] == [
    nn.Linear,
    nn.BatchNorm1d,
    nn.Dropout,
]
# %% check the file holds tensors by their names
# > The file holds named tensors;
state = torch.load("weights.pt", weights_only=False)
assert isinstance(state, dict), "it holds more than tensors"
assert {"0.weight", "1.running_mean"} < state.keys()
assert state.keys() == restored.state_dict().keys()
assert all(
    isinstance(value, torch.Tensor) for value in state.values()
)
# %% fact torch.load changes no model
# > `torch.load` only returns the dictionary: `load_state_dict`
# > copies it into the model.
torch.save({"weight": torch.ones(1, 2)}, "ones.pt")
net = nn.Linear(2, 1, bias=False)
own = nn.init.zeros_(net.weight)
state = torch.load("ones.pt")
assert own.tolist() == [[0.0, 0.0]] and isinstance(state, dict)
net.load_state_dict(state)
assert net.weight is own and own.tolist() == [[1.0, 1.0]]
state["weight"].zero_()
# %% belied the model takes over the loaded tensors
assert own.tolist() == [[0.0, 0.0]]
# %% fact dropout and BatchNorm depend on the mode
# > A new model starts in training mode: without `eval()` dropout
# > drops and BatchNorm uses the batch's own statistics.
assert make_model().training
dropout, norm = nn.Dropout(0.5), nn.BatchNorm1d(2)
x = torch.randn(64, 2) + 5
dropped, trained = (dropout(x) == 0).sum(), norm(x).mean(0)
assert dropped > 0 and trained.abs().max() < 1e-4
kept, evaluated = dropout.eval()(x), norm.eval()(x).mean(0)
assert torch.equal(kept, x) and evaluated.min() > 1
# %% belied a new layer drops nothing
assert dropped == 0
# %% belied a new BatchNorm uses its running statistics
assert trained.min() > 1
# %% wrong a loaded model is ready to predict
torch.save(model.state_dict(), "weights.pt")

restored = make_model()
restored.load_state_dict(torch.load("weights.pt"))
# %% wrong a model file is as good as a state_dict
torch.save(model, "weights.pt")

restored = make_model()
whole = torch.load("weights.pt", weights_only=False)
restored.load_state_dict(whole.state_dict())
restored.eval()
# %% wrong torch.load() puts the weights into the model
torch.save(model.state_dict(), "weights.pt")

restored = make_model()
torch.load("weights.pt")
restored.eval()
