# /// snippet
# [equivalent]
# "*: second argument twice" = "it is refused in any place"
# "*: arguments swapped" = "the function is refused in any place"
# "*: ? -> ?" = "no net is built, of whatever size"
# ///
# %% setup
import torch
import torch.nn.functional as F
from torch import nn

# %% card
net = nn.Sequential(nn.Linear(3, 2), F.relu)
# %% raises TypeError
# ... is not a Module subclass
# %% check Sequential refuses a function
# > It raises a TypeError:
# >
# > and a function can't be one.
assert isinstance(error, TypeError)
assert "not a Module" in str(error)
assert "relu" in str(error)
# %% fact nn.ReLU has no weights, but a name and hooks
# > `nn.Sequential` registers its members as submodules,
# >
# > `nn.ReLU()` computes the same, but is a module: it can stand in
# > a container, be found by name and carry hooks.
fits = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
relu, seen = fits.get_submodule("1"), []
relu.register_forward_hook(lambda *_: seen.append("relu"))
x = torch.randn(50, 3)
assert dict(fits.named_children()) == {"0": fits[0], "1": relu}
assert torch.equal(fits(x), F.relu(fits[0](x)))
assert seen == ["relu"]
# %% belied a module needs weights of its own
assert len(list(relu.parameters())) > 0
# %% fact Sequential wants an object, not the class
# > The class `nn.ReLU`, without `()`, is refused too.
try:
    built = nn.Sequential(nn.Linear(3, 2), nn.ReLU)
except TypeError:
    built = None
assert built is None
# %% belied Sequential makes the object itself
assert built is not None


# %% fact in forward, function and module do the same
# > In your own `forward`, either works.
class Either(nn.Module):
    def __init__(self, relu):
        super().__init__()
        self.linear, self.relu = nn.Linear(3, 2), relu

    def forward(self, x):
        return self.relu(self.linear(x))


x, nets = torch.randn(50, 3), [Either(F.relu), Either(nn.ReLU())]
nets[1].load_state_dict(nets[0].state_dict())
assert torch.equal(nets[0](x), nets[1](x))
grads = []
for net in nets:
    net(x).sum().backward()
    grads.append(net.linear.weight.grad)
assert torch.equal(*grads)


# %% belied only a module lets the gradient through
assert grads[0] is None


# %% wrong a function can stand in Sequential like a layer
net = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
