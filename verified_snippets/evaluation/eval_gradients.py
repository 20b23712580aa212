# /// snippet
# [equivalent]
# "*: sum -> mean" = "the output is one number, its own mean"
# "*: without .sum()" = "the output is one number, its own sum"
# ///
# %% setup
import torch
from torch import nn

# %% card
model = nn.Sequential(nn.Linear(2, 1), nn.Dropout(0.5))
model.eval()

model(torch.ones(1, 2)).sum().backward()
print(model[0].weight.requires_grad)
print(model[0].weight.grad)
# %% output
# True
# tensor([[1., 1.]])
# %% check eval() leaves gradients on
# > `eval()` doesn't switch gradients off: parameters still
# > require them, and autograd records the graph.
assert not model.training
assert all(p.requires_grad for p in model.parameters())
assert model(torch.ones(1, 2)).grad_fn is not None
assert model[0].weight.grad is not None
assert model[0].weight.grad.tolist() == [[1.0, 1.0]]
assert printed.startswith("True\ntensor([[1., 1.]]")
# %% fact the switches for gradients, none of which is a mode
# > To record no graph, use `torch.inference_mode()` or
# > `torch.no_grad()`; to freeze weights, `requires_grad_(False)`.
# >
# > None of these changes the mode of a layer.
net = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5))
x = torch.ones(1, 2, requires_grad=True)
for off in (torch.inference_mode(), torch.no_grad()):
    with off:
        assert net(x).grad_fn is None
        assert net.training and net[1].training
net.requires_grad_(False)
net(x).sum().backward()
assert x.grad is not None and net[0].weight.grad is None
assert net.training and net[1].training
# %% belied they switch dropout off
assert not net[1].training
# %% fact an optimizer goes by `.grad`
# > Then set their `.grad` to None: otherwise an optimizer still
# > steps with an old gradient.
net = nn.Linear(2, 1, bias=False)
optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
net(torch.ones(1, 2)).sum().backward()
net.requires_grad_(False)
weights = [net.weight.tolist()]
for _ in range(2):
    optimizer.step()
    weights.append(net.weight.tolist())
    net.weight.grad = None
assert weights[0] != weights[1] and weights[1] == weights[2]
# %% belied a weight that requires no gradient stays where it is
assert weights[0] == weights[1]
# %% wrong eval() freezes the parameters
model = nn.Sequential(nn.Linear(2, 1), nn.Dropout(0.5))
model.eval().requires_grad_(False)
print(model[0].weight.requires_grad)
print(model[0].weight.grad)
# %% wrong eval() stops the recording of the graph
model = nn.Sequential(nn.Linear(2, 1), nn.Dropout(0.5))
model.eval()

with torch.no_grad():
    model(torch.ones(1, 2)).sum()
print(model[0].weight.requires_grad)
print(model[0].weight.grad)
