# %% setup
import torch
from torch import nn


# %% card
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = 3.0

    def forward(self, x):
        return self.scale * x


saved = Net()
torch.save(saved, "net.pt")


class Net(nn.Module):
    def forward(self, x):
        return 100 * self.scale * x


net = torch.load("net.pt", weights_only=False)
print(net(torch.ones(1)))
# %% output
# tensor([300.])
# %% check the attributes are the old ones, the code is the new
# > but no code: of the class it stores only the name. Loading takes
# > the class that has this name now. So a changed `forward`
# > computes something else in silence,
assert error is None, "the saved object is not one of the old class"
assert printed.startswith("tensor([300.]")
assert saved(torch.ones(1)).tolist() == [3.0], (
    "the class that was saved computes the same"
)
assert type(net) is Net and net.scale == 3
assert net(torch.full((1,), 2.0)).tolist() == [600.0]
assert "__init__" not in vars(Net), (
    "the new class sets scale itself"
)


# %% fact submodules and their tensors are stored
# > `torch.save(model)` pickles the object with its attributes,
# > submodules and tensors,
# >
# > and a changed `__init__` has no effect.
class Old(nn.Module):
    def __init__(self):
        super().__init__()
        self.steps = 7
        self.layer = nn.Linear(2, 3)


model = Old()
torch.save(model, "old.pt")


class Old(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(5, 5)


loaded = torch.load("old.pt", weights_only=False)
assert type(loaded) is Old and loaded.steps == 7
assert torch.equal(loaded.layer.weight, model.layer.weight)
# %% belied the new class makes its layers
assert loaded.layer.weight.shape == (5, 5)


# %% fact without the class only a state_dict loads
# > If no class has the name, loading fails. A `state_dict` of
# > plain tensors loads without a class of yours.
class Gone(nn.Linear):
    pass


torch.save(Gone(2, 1), "gone.pt")
torch.save(Gone(2, 1).state_dict(), "state.pt")
del Gone
loaded = []
for path in ("gone.pt", "state.pt"):
    try:
        torch.load(path, weights_only=False)
        loaded.append(path)
    except AttributeError as problem:
        assert "Gone" in str(problem)
assert loaded == ["state.pt"]
# %% belied the file brings its class along
assert loaded == ["gone.pt", "state.pt"]


# %% wrong the file holds the code of forward()
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = 3.0

    def forward(self, x):
        return self.scale * x


saved = Net()
torch.save(saved, "net.pt")
net = torch.load("net.pt", weights_only=False)
print(net(torch.ones(1)))


# %% wrong loading makes a new object of the class
class Net(nn.Module):
    def forward(self, x):
        return 100 * self.scale * x


net = Net()
print(net(torch.ones(1)))  # raises
