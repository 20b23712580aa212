# /// snippet
# [equivalent]
# "nn.Linear(*: 2 -> 3" = "a layer of any size has the flag"
# ///
# %% setup
import torch
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
# > `eval()` sets `training` to False on the module and,
# > recursively, on every submodule: here on two containers, a
# > Linear, a ReLU and a Dropout.
reached = [type(module).__name__ for module in net.modules()]
wanted = "Sequential Linear Sequential ReLU Dropout"
assert reached == wanted.split()
assert [m.training for m in net.modules()] == [False] * 5
assert printed == "[False, False, False, False, False]\n"


# %% fact a submodule can refuse
# > A submodule that overrides `train()` may keep its own mode.
class AlwaysOn(nn.Dropout):
    def train(self, mode=True):
        return super().train(True)


block = nn.Sequential(AlwaysOn(0.5), nn.ReLU()).eval()
assert block[0].training
assert not block[1].training
# %% belied eval() switches every submodule, whatever it defines
assert not block[0].training
# %% fact Dropout looks at its flag, Linear does not
# > Each layer decides for itself whether to read the flag:
# > `nn.Dropout` does, `nn.Linear` doesn't.
x = torch.ones(1000)
dropout, linear = nn.Dropout(0.5), nn.Linear(1000, 2)
assert (dropout.train()(x) == 0).any()
assert torch.equal(dropout.eval()(x), x)
assert torch.equal(linear.train()(x), linear.eval()(x))
# %% belied every layer computes something else in evaluation mode
assert not torch.equal(linear.train()(x), linear.eval()(x))
# %% wrong eval() marks only the module it is called on
net = nn.Sequential(
    nn.Linear(2, 2),
    nn.Sequential(nn.ReLU(), nn.Dropout(0.5)),
)
net.training = False
print([module.training for module in net.modules()])
# %% wrong eval() marks only direct children
net = nn.Sequential(
    nn.Linear(2, 2),
    nn.Sequential(nn.ReLU(), nn.Dropout(0.5)),
)
net.training = False
for child in net.children():
    child.training = False
print([module.training for module in net.modules()])
