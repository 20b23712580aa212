# /// snippet
# [equivalent]
# "restored.load_state_dict(*" = "no mode changes; a check loads"
# ///
# %% setup
import torch
from torch import nn

# %% card
model = nn.BatchNorm1d(2).eval()
print(model.training)
torch.save(model.state_dict(), "weights.pt")

restored = nn.BatchNorm1d(2)
restored.load_state_dict(torch.load("weights.pt"))
print(restored.training)
# %% output
# False
# True
# %% check the restored module is in training mode
# > A new module starts in training mode,
assert printed == "False\nTrue\n"
assert not model.training and restored.training
assert "running_mean" in torch.load("weights.pt"), (
    "nothing was saved"
)
# %% fact the mode is no parameter or buffer
# > The mode, `training`, is a plain Python attribute and no
# > parameter or buffer, so it isn't in the `state_dict`.
net = nn.BatchNorm1d(2)
assert type(vars(net)["training"]) is bool
names = [
    n for n, _ in [*net.named_parameters(), *net.named_buffers()]
]
assert "training" not in [*names, *net.state_dict()]
# %% belied the state_dict holds it
assert "training" in net.state_dict()
# %% fact loading leaves the mode as it is
# > and `load_state_dict` leaves the mode as it is.
fresh, modes = [nn.BatchNorm1d(2), nn.BatchNorm1d(2).eval()], []
for net in fresh:
    weights = {
        k: t + 1 for k, t in nn.BatchNorm1d(2).state_dict().items()
    }
    net.load_state_dict(weights)
    assert net.bias.tolist() == [1.0, 1.0]
    modes.append(net.training)
assert modes == [True, False]
# %% belied loading sets the training mode
assert modes == [True, True]
# %% fact without eval() the prediction differs
# > Call `eval()` before predicting.
trained, x = nn.BatchNorm1d(2).eval(), torch.eye(2)
early, late = nn.BatchNorm1d(2), nn.BatchNorm1d(2)
for net in (early, late):
    net.load_state_dict(trained.state_dict())
with torch.no_grad():
    early = (early(x) - trained(x)).abs().max()
    late = (late.eval()(x) - trained(x)).abs().max()
assert early > 0.1 and late == 0
# %% belied loading is enough
assert early < 0.1
# %% wrong the mode is saved with the weights
model = nn.BatchNorm1d(2).eval()
print(model.training)
torch.save(model.state_dict(), "weights.pt")

restored = nn.BatchNorm1d(2)
restored.load_state_dict(torch.load("weights.pt"))
restored.train(model.training)
print(restored.training)
