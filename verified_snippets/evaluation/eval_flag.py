# /// snippet
# [equivalent]
# "nn.Linear(*: 2 -> 3" = "a layer of any size has the flag"
# ///
# %% setup
from torch import nn

# %% card
net = nn.Sequential(
    nn.Linear(2, 2),
    nn.Sequential(nn.ReLU(), nn.Dropout(0.5)),
)
net.eval()
print([module.training for module in net.modules()])
# %% output
# [False, False, False, False, False]
# %% check eval() reaches every submodule, at any depth
reached = [type(module).__name__ for module in net.modules()]
wanted = "Sequential Linear Sequential ReLU Dropout"
assert reached == wanted.split()
assert not any(module.training for module in net.modules())
# %% wrong eval() marks only the module it is called on
net = nn.Sequential(
    nn.Linear(2, 2),
    nn.Sequential(nn.ReLU(), nn.Dropout(0.5)),
)
net.training = False
# %% wrong eval() marks only direct children
net = nn.Sequential(
    nn.Linear(2, 2),
    nn.Sequential(nn.ReLU(), nn.Dropout(0.5)),
)
net.training = False
for child in net.children():
    child.training = False
