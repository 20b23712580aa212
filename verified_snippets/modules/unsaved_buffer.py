# %% setup
import torch
from torch import nn

# %% card
net = nn.Module()
mask = torch.ones(3)
net.register_buffer("mask", mask, persistent=False)

net.double()
print(net.mask.dtype)
print(list(net.state_dict()))
# %% output
# torch.float64
# []
# %% check the mask is a buffer and is converted with the module
# > The first print shows `torch.float64`,
assert printed.splitlines()[0] == "torch.float64"
assert [name for name, _ in net.named_buffers()] == ["mask"]
assert net.mask.dtype == torch.float64
assert net.mask.tolist() == [1.0, 1.0, 1.0]
assert mask.dtype == torch.float32
# %% check the mask is not saved
# > the second an empty list.
# >
# > but `state_dict()` leaves it out.
assert printed.splitlines()[1] == "[]"
assert not net.state_dict()
# %% fact both kinds of buffer are converted and moved
# > A non-persistent buffer follows `.to()` and `.double()` like any
# > other,
both = nn.Module()
both.register_buffer("saved", torch.ones(2))
both.register_buffer("left", torch.ones(2), persistent=False)
both.double()
assert both.saved.dtype == both.left.dtype == torch.float64
both.to("meta")
assert both.saved.is_meta and both.left.is_meta
# %% belied only a buffer that is saved follows the module
assert both.saved.is_meta and not both.left.is_meta


# %% fact `__init__` makes the mask anew, and loading leaves it
# > So `load_state_dict()` doesn't restore it: use it for what
# > `__init__` computes again, such as a causal mask.
class Causal(nn.Module):
    def __init__(self, size):
        super().__init__()
        mask = torch.ones(size, size).tril()
        self.register_buffer("mask", mask, persistent=False)


trained, loaded = Causal(2), Causal(2)
trained.mask.zero_()
loaded.load_state_dict(trained.state_dict())
assert loaded.mask.tolist() == [[1.0, 0.0], [1.0, 1.0]]
# %% belied load_state_dict() restores every buffer
assert loaded.mask.tolist() == [[0.0, 0.0], [0.0, 0.0]]
# %% fact the state_dict lacks a plain attribute, which stays behind
# > A plain attribute isn't in `state_dict()` either, but it doesn't
# > follow the module.
plain = nn.Module()
plain.mask = torch.ones(3)
assert not plain.state_dict()
plain.double()
assert plain.mask.dtype == torch.float32
plain.to("meta")
assert not plain.mask.is_meta
# %% belied a module takes every tensor along
assert plain.mask.is_meta
# %% wrong persistent=False makes it a plain attribute
net = nn.Module()
net.mask = torch.ones(3)

net.double()
print(net.mask.dtype)
print(list(net.state_dict()))
# %% wrong every buffer is in the state_dict
net = nn.Module()
mask = torch.ones(3)
net.register_buffer("mask", mask)

net.double()
print(net.mask.dtype)
print(list(net.state_dict()))
