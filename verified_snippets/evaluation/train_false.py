# /// snippet
# devices = ["cpu"]
# [equivalent]
# "model = *argument*" = "any layers, in any order, have the flag"
# "model = *: 2 -> 3" = "a layer of any size has the flag"
# ///
# %% setup
from torch import nn

# %% card
model = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5))

returned = model.train(False)
print(model.training, model[1].training, returned is model)
# %% output
# False False True
# %% check train(False) marks the whole tree and returns the model
# > it sets the attribute `training` of the model and of all its
# > submodules, and returns the model itself.
assert [module.training for module in model.modules()] == [
    False
] * 3
assert returned is model
assert all(p.requires_grad for p in model.parameters())
assert printed == "False False True\n"


# %% fact eval() asks train() for it
# > `model.eval()` does the same as `model.train(False)`:
class Recorded(nn.Linear):
    def train(self, mode=True):
        asked.append(mode)
        return super().train(mode)


asked = []
model = Recorded(2, 2)
assert model.eval() is model
assert asked == [False]
# %% belied eval() goes a way of its own
assert asked == []
# %% fact neither touches the parameters
# > Both set flags only: they change no weight and freeze no
# > parameter.
net = nn.Linear(2, 2)
before = net.weight.tolist()
for call in (net.train, net.eval):
    call()
    assert net.weight.tolist() == before
    assert all(p.requires_grad for p in net.parameters())
# %% belied eval() freezes the parameters
assert not net.weight.requires_grad
# %% fact train() with a flag sets the whole tree
# > `train(mode)` puts back a stored flag, but gives it to the whole
# > tree, even to a single layer that was in evaluation mode on
# > purpose.
net = nn.Sequential(nn.ReLU(), nn.Dropout(0.5))
for mode in (True, False):
    found = net.train(mode).training
    net.eval()
    net.train(found)
    assert net.training is net[0].training is mode
net.train()
net[1].eval()
net.train(net.training)
assert net[1].training
# %% belied a single layer keeps its mode
assert not net[1].training
# %% wrong train(False) is training without updates
model = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5))

returned = model.train().requires_grad_(False)
print(model.training, model[1].training, returned is model)
# %% wrong train(False) concerns only the module it is called on
model = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5))

model.training = False
returned = model
print(model.training, model[1].training, returned is model)
