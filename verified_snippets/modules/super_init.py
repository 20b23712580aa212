# /// snippet
# [unrun]
# "return self.linear(x)" = "the error comes before any call"
# [equivalent]
# "self.linear = *: arguments swapped" = "any layer is refused"
# "self.linear = *: ? -> ?" = "any layer is refused"
# "return *" = "the error comes before any call"
# ///
# %% setup
from torch import nn


# %% card
class Net(nn.Module):
    def __init__(self):
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        return self.linear(x)


net = Net()
# %% raises AttributeError
# cannot assign module before Module.__init__()
# %% check no layer can be assigned before Module.__init__ ran
assert isinstance(error, AttributeError)
assert "before Module.__init__" in str(error)


# %% wrong Python runs the base class's __init__ by itself
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        return self.linear(x)


net = Net()
