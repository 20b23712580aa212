# %% setup
from torch import nn

from verified_snippets.kit import device

# %% card
net = nn.Sequential(
    nn.Linear(2, 2, device=device),
    nn.Sequential(nn.ReLU(), nn.Dropout(0.5)),
)
net.eval()
print([module.training for module in net.modules()])
# %% output
# [False, False, False, False, False]
# %% check eval() reaches every submodule, at any depth
assert len(list(net.modules())) == 5
assert not any(module.training for module in net.modules())
# %% wrong eval() marks only the module it is called on
net = nn.Sequential(
    nn.Linear(2, 2, device=device),
    nn.Sequential(nn.ReLU(), nn.Dropout(0.5)),
)
net.training = False
# %% wrong eval() marks only direct children
net = nn.Sequential(
    nn.Linear(2, 2, device=device),
    nn.Sequential(nn.ReLU(), nn.Dropout(0.5)),
)
net.training = False
for child in net.children():
    child.training = False
