# /// snippet
# [unrun]
# "return x + 1" = "the class is replaced before it is called"
# [equivalent]
# "return x + 1: *" = "the class is replaced before it is called"
# ///
# %% setup
import torch
from torch import nn


# %% card
class Net(nn.Module):
    def forward(self, x):
        return x + 1


torch.save(Net(), "net.pt")


class Net(nn.Module):
    def forward(self, x):
        return 100 * x


net = torch.load("net.pt", weights_only=False)
print(net(torch.ones(1)))
# %% output
# tensor([100.])
# %% check the file names the class and holds none of its code
assert net(torch.ones(1)).item() == 100
assert type(net) is Net
del Net
try:
    torch.load("net.pt", weights_only=False)
    refusal = ""
except AttributeError as problem:
    refusal = str(problem)
assert "Net" in refusal


# %% wrong the file holds the code of forward()
class Net(nn.Module):
    def forward(self, x):
        return x + 1


torch.save(Net(), "net.pt")
net = torch.load("net.pt", weights_only=False)
