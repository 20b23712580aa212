# %% setup
import weakref

import torch

# %% card
x = torch.tensor(3.0, requires_grad=True)
y = x.square()
y.backward()
y.backward()
# %% raises RuntimeError
# Trying to backward through the graph a second time
# %% check the second backward() raises, the first did its work
# > the first `backward()` frees what was saved.
assert error is not None and "second time" in str(error)
assert y.item() == 9.0 and x.grad.item() == 6.0


# %% fact square() saves its input until backward() is done with it
# > `square` saved its input, and the first `backward()` frees what
# > was saved.
# >
# > if you need two passes over one graph, keep it with
# > `y.backward(retain_graph=True)`.
class Saved:
    def __init__(self, tensor):
        self.tensor, self.values = tensor, tensor.tolist()


def pack(tensor):
    saved = Saved(tensor)
    packed.append(weakref.ref(saved))
    return saved


def unpack(saved):
    return saved.tensor


packed = []
a = torch.tensor([3.0, 4.0], requires_grad=True)
with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
    b = a.square()
assert [ref().values for ref in packed] == [[3.0, 4.0]]
b.sum().backward(retain_graph=True)
kept = packed[0]()
assert kept is not None
del kept
b.sum().backward()
assert a.grad.tolist() == [12.0, 16.0]
assert packed[0]() is None
# %% belied what was saved lives as long as the graph
assert packed[0]() is not None


# %% fact a new forward pass can be differentiated again
# > Run the forward pass again;
a = torch.tensor(3.0, requires_grad=True)
for _ in range(2):
    a.square().backward()
assert a.grad.item() == 12.0
# %% belied a leaf can be differentiated only once
assert a.grad.item() == 6.0


# %% fact a state that is carried over needs detach()
# > In a training loop, look first for a tensor of the last step
# > that was carried over without `detach()`, such as a hidden
# > state.
def steps(cut):
    weight = torch.tensor(0.5, requires_grad=True)
    state = torch.tensor(1.0)
    for _ in range(2):
        state = (weight * state).tanh()
        state.backward()
        if cut:
            state = state.detach()


steps(cut=True)
try:
    steps(cut=False)
    message = ""
except RuntimeError as slip:
    message = str(slip)
assert "second time" in message
# %% belied each step has a graph of its own in any case
assert message == ""
# %% wrong backward() keeps the graph
x = torch.tensor(3.0, requires_grad=True)
y = x.square()
y.backward(retain_graph=True)
y.backward()
