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
before = backbone.weight.clone()
backbone(torch.ones(1, 4)).sum().backward()
optimizer.step()
torch.testing.assert_close(
    backbone.weight, before - 0.001, atol=1e-6, rtol=0
)
# %% wrong requires_grad tells the optimizer what to update
backbone.requires_grad_(True)
# %% wrong an added group takes part at the rate of the first
backbone.requires_grad_(True)
optimizer.add_param_group({"params": backbone.parameters()})
