# /// snippet
# [equivalent]
# "x = *: 4 -> 5" = "a batch of any size shows it"
# ///
# %% setup
import torch
from torch import nn

# %% card
x = torch.ones(4, 1)


def run(norm, grad_mode):
    with grad_mode:
        y = norm(x)
    return y.requires_grad, norm.num_batches_tracked.item()


norm = nn.BatchNorm1d(1)
print("only eval():", run(norm.eval(), torch.enable_grad()))
print("only no_grad:", run(norm.train(), torch.no_grad()))
# %% output
# only eval(): (True, 0)
# only no_grad: (False, 1)
# %% check eval() leaves the recording of the graph on
# > With only `eval()`,
# >
# > but autograd still records a graph for every batch
assert printed.splitlines()[0] == "only eval(): (True, 0)"
assert run(nn.BatchNorm1d(1).eval(), torch.enable_grad())[0]
# %% check no_grad leaves BatchNorm's statistics moving
# > With only `no_grad()` or `inference_mode()`, a model in training
# > mode stays in it:
# >
# > and updates its running statistics from validation data.
assert printed.splitlines()[-1] == "only no_grad: (False, 1)"
for off in (torch.no_grad(), torch.inference_mode()):
    fresh = nn.BatchNorm1d(1)
    assert run(fresh, off) == (False, 1)
    assert fresh.training
    assert abs(fresh.running_mean.item() - 0.1) < 1e-6
    assert abs(fresh.running_var.item() - 0.9) < 1e-6


# %% fact the graph holds tensors
# > and keeps tensors for a backward pass that never comes.
def kept(net, grad_mode):
    saved = []
    hooks = torch.autograd.graph.saved_tensors_hooks
    with hooks(saved.append, id), grad_mode:
        net(torch.ones(4, 2))
    return len(saved)


net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
assert kept(net.eval(), torch.enable_grad()) > 0
assert kept(net.eval(), torch.no_grad()) == 0
# %% belied a forward pass keeps nothing until backward() is called
assert kept(net.eval(), torch.enable_grad()) == 0
# %% fact the graph changes no number
# > With only `eval()`, the numbers are right,
net = nn.Sequential(nn.BatchNorm1d(1), nn.Dropout(0.5)).eval()
net[0].running_mean.fill_(5.0)
batch = torch.tensor([[6.0], [8.0]])
alone = net(batch)
with torch.no_grad():
    both = net(batch)
assert alone.requires_grad
expected = torch.tensor([[1.0], [3.0]])
torch.testing.assert_close(alone, expected, atol=1e-4, rtol=0)
torch.testing.assert_close(both, expected, atol=1e-4, rtol=0)
# %% belied eval() alone still drops and takes the batch's mean
assert abs(alone.mean().item()) < 1e-4
# %% fact both layers act as in training
# > dropout drops, and BatchNorm normalizes with the batch
batch = torch.tensor([[6.0], [8.0]])
for off in (torch.no_grad(), torch.inference_mode()):
    with off:
        dropped = nn.Dropout(0.5)(torch.ones(1000))
        y = nn.BatchNorm1d(1)(batch).flatten().tolist()
    assert (dropped == 0).any()
    assert [round(value, 2) for value in y] == [-1.0, 1.0]
# %% belied without gradients dropout drops nothing
assert not (dropped == 0).any()
# %% fact the two switches are independent
# > The two switches are independent: one is for layers, the other
# > for autograd.
both = run(nn.BatchNorm1d(1).eval(), torch.no_grad())
one = run(nn.BatchNorm1d(1).eval(), torch.enable_grad())
other = run(nn.BatchNorm1d(1).train(), torch.no_grad())
assert both == (False, 0)
assert one[1] == both[1] and other[0] == both[0]
assert one != both and other != both
# %% belied one of them does what both do
assert other == both


# %% wrong eval() switches autograd off
x = torch.ones(4, 1)


def run(norm, grad_mode):
    with grad_mode if norm.training else torch.no_grad():
        y = norm(x)
    return y.requires_grad, norm.num_batches_tracked.item()


norm = nn.BatchNorm1d(1)
print("only eval():", run(norm.eval(), torch.enable_grad()))
print("only no_grad:", run(norm.train(), torch.no_grad()))
# %% wrong no_grad puts layers in evaluation mode
x = torch.ones(4, 1)


def run(norm, grad_mode):
    with grad_mode:
        norm.train(norm.training and torch.is_grad_enabled())
        y = norm(x)
    return y.requires_grad, norm.num_batches_tracked.item()


norm = nn.BatchNorm1d(1)
print("only eval():", run(norm.eval(), torch.enable_grad()))
print("only no_grad:", run(norm.train(), torch.no_grad()))
