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
# > It raises an AttributeError.
# >
# > It never ran,
assert isinstance(error, AttributeError)
assert "before Module.__init__" in str(error)
# %% fact the base class's __init__ makes the registers
# > `nn.Module.__init__` creates the registers of parameters,
# > buffers and submodules.
registers = {"_parameters", "_buffers", "_modules"}
bare = nn.Module.__new__(nn.Module)
early = set(vars(bare))
nn.Module.__init__(bare)
assert early & registers == set()
assert registers <= set(vars(bare))


# %% belied every new object has them
assert registers <= early


# %% fact Python runs the subclass's __init__ alone
# > because Python doesn't call the base class's `__init__` when a
# > subclass defines its own.
class Base:
    def __init__(self):
        self.ran = ["base"]


class Inheriting(Base):
    pass


class Defining(Base):
    def __init__(self):
        self.own = ["own"]


assert Inheriting().ran == ["base"]
assert Defining().own == ["own"]


# %% belied Python calls both, the base class's first
assert vars(Defining()).keys() == {"ran", "own"}


# %% fact the call helps only before the first layer
# > Begin yours with `super().__init__()`.
class First(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)


class Last(nn.Module):
    def __init__(self):
        self.linear = nn.Linear(3, 2)
        super().__init__()


built = []
for kind in (First, Last):
    try:
        built.append(kind())
    except AttributeError:
        pass
assert [type(net) for net in built] == [First]
assert len(list(built[0].parameters())) == 2


# %% belied the end of __init__ is soon enough
assert len(built) == 2


# %% wrong Python runs the base class's __init__ by itself
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        return self.linear(x)


net = Net()
