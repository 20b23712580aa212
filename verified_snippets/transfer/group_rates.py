# /// snippet
# [equivalent]
# "lr=0.001,: without lr=" = "0.001 is SGD's own default"
# ///
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
    lr=0.001,
)
for group in optimizer.param_groups:
    print(group["lr"])
# %% output
# 0.001
# 0.1
# %% check a group's own rate wins, the others take the default
rates = [group["lr"] for group in optimizer.param_groups]
assert rates == [0.001, 0.1]
for module, rate in [(backbone, 0.001), (head, 0.1)]:
    before = module.bias.clone()
    module.bias.grad = torch.ones_like(module.bias)
    optimizer.step()
    optimizer.zero_grad()
    torch.testing.assert_close(
        before - module.bias,
        rate * torch.ones_like(before),
        rtol=0,
        atol=1e-5,
    )
# %% wrong the rate given last holds for all groups
optimizer = torch.optim.SGD(
    [*backbone.parameters(), *head.parameters()], lr=0.001
)
# %% wrong a group's rate is a factor of the default
optimizer = torch.optim.SGD(
    [
        {"params": backbone.parameters()},
        {"params": head.parameters(), "lr": 0.1 * 0.001},
    ],
    lr=0.001,
)
