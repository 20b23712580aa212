# %% setup
import torch
from torch import nn

backbone = nn.Linear(4, 8)
head = nn.Linear(8, 3)

# %% card
optimizer = torch.optim.SGD(
    [
        {"params": backbone.parameters()},
        {"params": head.parameters(), "lr": 0.1},
    ],
    lr=0.01,
)
for group in optimizer.param_groups:
    print(group["lr"])
# %% output
# 0.01
# 0.1
# %% check a group's own rate wins, the others take the default
# > Each dictionary is a parameter group. An option it names holds
# > for that group alone;
assert printed.split() == ["0.01", "0.1"]
for module, rate in [(backbone, 0.01), (head, 0.1)]:
    before = module.bias.clone()
    module.bias.grad = torch.full_like(module.bias, 2.0)
    optimizer.step()
    optimizer.zero_grad()
    torch.testing.assert_close(
        before - module.bias,
        torch.full_like(before, 2 * rate),
        rtol=0,
        atol=1e-5,
    )
# %% fact each option has its own default
# > for each option that it doesn't name, it takes the keyword
# > argument. With `momentum=0.9` beside `lr=0.01`, both groups
# > would get that momentum.
one, two = (nn.Parameter(torch.ones(1)) for _ in range(2))
groups = [{"params": [one]}, {"params": [two], "lr": 0.1}]
sgd = torch.optim.SGD(groups, lr=0.01, momentum=0.9)
assert [g["lr"] for g in sgd.param_groups] == [0.01, 0.1]
assert [g["momentum"] for g in sgd.param_groups] == [0.9, 0.9]
# %% belied a group that names an option takes no keyword arguments
assert [g["momentum"] for g in sgd.param_groups] == [0.9, 0]
# %% fact without a keyword argument it is the optimizer's default
# > Without `lr=0.01` the backbone would train at SGD's own default,
# > 0.001.
one, two = (nn.Parameter(torch.ones(1)) for _ in range(2))
groups = [{"params": [one]}, {"params": [two], "lr": 0.1}]
sgd = torch.optim.SGD(groups)
one.grad = torch.ones(1)
sgd.step()
assert [g["lr"] for g in sgd.param_groups] == [0.001, 0.1]
torch.testing.assert_close(
    one.detach(), torch.full((1,), 1 - 0.001), rtol=1e-5, atol=0
)
# %% belied the one rate named holds for both
assert [g["lr"] for g in sgd.param_groups] == [0.1, 0.1]
# %% wrong the keyword argument holds for all groups
optimizer = torch.optim.SGD(
    [*backbone.parameters(), *head.parameters()], lr=0.01
)
for group in 2 * optimizer.param_groups:
    print(group["lr"])
# %% wrong a group's rate is a factor of the default
optimizer = torch.optim.SGD(
    [
        {"params": backbone.parameters()},
        {"params": head.parameters(), "lr": 0.1 * 0.01},
    ],
    lr=0.01,
)
for group in optimizer.param_groups:
    print(group["lr"])
