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
# %% check train(False) does what eval() does, and freezes nothing
assert [module.training for module in model.modules()] == [
    False
] * 3
assert returned is model
assert model.eval() is model
assert all(p.requires_grad for p in model.parameters())
# %% wrong train(False) is training without updates
model = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5))

returned = model.train().requires_grad_(False)
# %% wrong train(False) concerns only the module it is called on
model = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5))

model.training = False
returned = model
