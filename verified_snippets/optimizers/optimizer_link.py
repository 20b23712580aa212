# %% setup
import torch
from torch import nn

# %% card
model = nn.Linear(2, 1)
nn.init.zeros_(model.weight)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
by_hand = torch.ones_like(model.weight)
model.weight.grad = by_hand
optimizer.step()
print(model.weight.tolist())
# %% output
# [[-0.5, -0.5]]
# %% check step() reads .grad of the model's own parameters
# > SGD needs no loss to take a step. It holds the model's own
# > Parameter objects, and `step()` reads their `.grad`, whoever
# > wrote it.
# >
# > as the bias is here.
assert printed == "[[-0.5, -0.5]]\n"
assert model.weight.tolist() == [[-0.5, -0.5]]
assert model.weight.grad is by_hand and by_hand.grad_fn is None
assert by_hand.tolist() == [[1.0, 1.0]]
held = optimizer.param_groups[0]["params"]
assert len(held) == 2
assert held[0] is model.weight and held[1] is model.bias
assert model.bias.grad is None
# %% fact a parameter without a gradient is skipped
# > A parameter whose `.grad` is `None` is skipped,
layer = nn.Linear(2, 1)
before = layer.bias.item()
sgd = torch.optim.SGD(layer.parameters(), lr=0.5, weight_decay=0.1)
layer.weight.grad = torch.ones(1, 2)
sgd.step()
assert layer.bias.grad is None and layer.bias.item() == before
layer.bias.grad = torch.zeros(1)
sgd.step()
after = layer.bias.item()
assert abs(after - 0.95 * before) < 1e-6 and after != before
# %% belied no gradient counts as a gradient of zero
assert abs(after - 0.95**2 * before) < 1e-6
# %% fact what is assigned later is unknown to the optimizer
# > So this optimizer doesn't train a layer that you assign later
# > until you add the layer's parameters, for example with
# > `add_param_group`.
net = nn.Sequential(nn.Linear(2, 1))
sgd = torch.optim.SGD(net.parameters(), lr=0.5)
net[0] = nn.Linear(2, 1)
nn.init.zeros_(net[0].weight)
weights = []
for known in (False, True):
    if known:
        sgd.add_param_group({"params": net[0].parameters()})
    net(torch.ones(1, 2)).sum().backward()
    sgd.step()
    net[0].zero_grad()
    weights.append(net[0].weight.tolist())
assert weights == [[[0.0, 0.0]], [[-0.5, -0.5]]]
# %% belied the optimizer looks the parameters up in the model
assert weights[0] != [[0.0, 0.0]]
# %% wrong the optimizer works on copies of the parameters
model = nn.Linear(2, 1)
nn.init.zeros_(model.weight)
copies = [p.detach().clone() for p in model.parameters()]
optimizer = torch.optim.SGD(copies, lr=0.5)
by_hand = torch.ones_like(model.weight)
model.weight.grad = by_hand
optimizer.step()
print(model.weight.tolist())
# %% wrong step() only uses gradients that backward() wrote
model = nn.Linear(2, 1)
nn.init.zeros_(model.weight)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
by_hand = torch.ones_like(model.weight)
optimizer.step()
print(model.weight.tolist())
