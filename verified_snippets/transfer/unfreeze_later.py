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
weights = backbone.weight, head.weight
before = [weight.detach().clone() for weight in weights]
backbone(torch.ones(1, 4)).sum().backward()
head(torch.ones(1, 8)).sum().backward()
optimizer.step()
rates = [0.001, 0.1]
for weight, old, rate in zip(weights, before, rates):
    torch.testing.assert_close(
        weight.detach(),
        old - rate,
        atol=1e-6,
        rtol=1e-5,
    )
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
# %% wrong an added group takes part at the rate of the first
backbone.requires_grad_(True)
optimizer.add_param_group({"params": backbone.parameters()})
# %% wrong a second optimizer goes on with the first one's group
backbone.requires_grad_(True)
optimizer = torch.optim.SGD(backbone.parameters(), lr=0.001)
