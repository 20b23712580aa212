# %% setup
import torch
from torch import nn

backbone = nn.Linear(4, 8).requires_grad_(False)
head = nn.Linear(8, 3)
optimizer = torch.optim.SGD(head.parameters(), lr=0.1)
# %% card
backbone.requires_grad_(True)
optimizer.add_param_group(
    {"params": backbone.parameters(), "lr": 0.001}
)
# %% check the next step moves the backbone, at its own rate
# > `add_param_group` adds more, with a learning rate of their own,
weights = [*backbone.parameters(), *head.parameters()]
assert all(weight.requires_grad for weight in weights), (
    "the backbone is still frozen"
)
before = [weight.detach().clone() for weight in weights]
backbone(torch.ones(1, 4)).sum().backward()
head(torch.ones(1, 8)).sum().backward()
optimizer.step()
rates = [0.001, 0.001, 0.1, 0.1]
for weight, old, rate in zip(weights, before, rates, strict=True):
    torch.testing.assert_close(
        weight.detach(),
        old - rate,
        atol=1e-6,
        rtol=1e-5,
    )
# %% fact requires_grad alone gives gradients only
# > `requires_grad` says which gradients are computed. Which
# > parameters are updated was settled when the optimizer was built;
layer, other = nn.Linear(1, 1), nn.Linear(1, 1)
layer.requires_grad_(False)
sgd = torch.optim.SGD(other.parameters(), lr=0.1)
before = layer.weight.item()
other(layer(torch.ones(1, 1))).sum().backward()
assert layer.weight.grad is None
layer.requires_grad_(True)
other(layer(torch.ones(1, 1))).sum().backward()
sgd.step()
assert layer.weight.grad is not None
assert layer.weight.item() == before
# %% belied with the flag it is updated
assert layer.weight.item() != before
# %% fact the momentum of the head goes on
# > and leaves the state of the others alone.
old, new = (nn.Parameter(torch.ones(1)) for _ in range(2))
sgd = torch.optim.SGD([old], lr=0.1, momentum=0.5)
old.grad = torch.full((1,), 4.0)
sgd.step()
sgd.add_param_group({"params": [new], "lr": 0.001})
assert sgd.state[old]["momentum_buffer"].item() == 4
before = old.item()
old.grad = torch.zeros(1)
sgd.step()
torch.testing.assert_close(
    before - old.item(), 0.1 * 0.5 * 4, rtol=1e-4, atol=1e-6
)
# %% belied a new group starts all momentum anew
torch.testing.assert_close(
    before - old.item(), 0.0, rtol=1e-4, atol=1e-6
)
# %% fact an optimizer of all parameters skips those without one
# > Had the optimizer been given all parameters at the start, the
# > flag would do: `step()` skips those whose `.grad` is `None`.
layer, other = nn.Linear(1, 1), nn.Linear(1, 1)
layer.requires_grad_(False)
every = [*layer.parameters(), *other.parameters()]
sgd = torch.optim.SGD(every, lr=0.1, weight_decay=0.5)
weights = [layer.bias.item()]
for flag in (False, True):
    layer.requires_grad_(flag)
    sgd.zero_grad()
    other(layer(torch.ones(1, 1))).sum().backward()
    assert (layer.bias.grad is None) == (not flag)
    sgd.step()
    weights.append(layer.bias.item())
assert weights[0] == weights[1] != weights[2]
# %% belied it has to be told when the flag changes
assert weights[2] == weights[1]
# %% also a new optimizer for both
backbone.requires_grad_()
optimizer = torch.optim.SGD(
    [
        {"params": backbone.parameters(), "lr": 0.001},
        {"params": head.parameters()},
    ],
    lr=0.1,
)
# %% also the rate is set in the added group
for p in backbone.parameters():
    p.requires_grad = True
    optimizer.add_param_group({"params": [p]})
    optimizer.param_groups[-1]["lr"] = 0.001
# %% wrong requires_grad tells the optimizer what to update
backbone.requires_grad_(True)
# %% wrong what an optimizer holds is trained, frozen or not
optimizer.add_param_group(
    {"params": backbone.parameters(), "lr": 0.001}
)
# %% wrong an added group takes part at the rate of the first
backbone.requires_grad_(True)
optimizer.add_param_group({"params": backbone.parameters()})
# %% wrong a second optimizer goes on with the first one's group
backbone.requires_grad_(True)
optimizer = torch.optim.SGD(backbone.parameters(), lr=0.001)
