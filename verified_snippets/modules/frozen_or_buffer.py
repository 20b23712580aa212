# %% setup
import torch
from torch import nn

# %% card
net = nn.Linear(2, 1).requires_grad_(False)
net.register_buffer("constant", torch.ones(2))
print(net.weight.requires_grad)

net.requires_grad_(True)
print(net.weight.requires_grad, net.constant.requires_grad)
# %% output
# False
# True False
# %% check the frozen Parameter is unfrozen with the module
# > A frozen Parameter is still one of them:
names = [name for name, _ in net.named_parameters()]
assert names == ["weight", "bias"]
flags = [line.split()[0] for line in printed.splitlines()]
assert flags == ["False", "True"]
assert [p.requires_grad for p in net.parameters()] == [True] * 2
# %% check the buffer is not
# > A module's `requires_grad_()` visits the parameters only.
# >
# > The buffer's flag stays False.
assert printed.split()[-1] == "False"
assert not net.constant.requires_grad
assert "constant" in dict(net.named_buffers())
# %% check a training step moves the one and not the other
# > unfreeze the whole model, and an optimizer that holds it trains
# > it.
# >
# > So freeze what you may train later, and register as a buffer
# > what must never be trained.
net.requires_grad_(True)
with torch.no_grad():
    net.weight.fill_(1.0)
optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
(net.weight * net.constant).sum().backward()
optimizer.step()
assert net.weight.tolist() == [[0.5, 0.5]]
assert net.constant.tolist() == [1.0, 1.0]
# %% fact an optimizer built without it leaves it alone
# > an optimizer that holds it trains it.
model = nn.Linear(1, 1)
model.weight.requires_grad_(False)
before = model.weight.item()
unfrozen = [p for p in model.parameters() if p.requires_grad]
sgd = torch.optim.SGD(unfrozen, lr=1.0)
model.requires_grad_(True)
model(torch.ones(1)).backward()
sgd.step()
assert model.weight.grad.item() == 1.0
after = model.weight.item()
assert after == before
# %% belied unfreezing is enough
assert abs(after - (before - 1.0)) < 1e-4
# %% wrong requires_grad_ passes frozen Parameters by
net = nn.Linear(2, 1).requires_grad_(False)
net.register_buffer("constant", torch.ones(2))
print(net.weight.requires_grad)

for p in net.parameters():
    p.requires_grad_(p.requires_grad)
print(net.weight.requires_grad, net.constant.requires_grad)
# %% wrong requires_grad_ reaches every registered tensor
net = nn.Linear(2, 1).requires_grad_(False)
net.register_buffer("constant", torch.ones(2))
print(net.weight.requires_grad)

for tensor in (*net.parameters(), *net.buffers()):
    tensor.requires_grad_(True)
print(net.weight.requires_grad, net.constant.requires_grad)
# %% wrong unfreezing the weight unfreezes the layer
net = nn.Linear(2, 1).requires_grad_(False)
net.register_buffer("constant", torch.ones(2))
print(net.weight.requires_grad)

net.weight.requires_grad_(True)
print(net.weight.requires_grad, net.constant.requires_grad)
# %% wrong detach() copies the tensor
net = nn.Linear(2, 1).requires_grad_(False)
net.register_buffer("constant", net.weight.detach()[0])
print(net.weight.requires_grad)

net.requires_grad_(True)
print(net.weight.requires_grad, net.constant.requires_grad)
