# %% setup
from torch import nn

from verified_snippets.kit import device

# %% card
net = nn.Module()
net.embed = nn.Embedding(5, 3, device=device)
net.head = nn.Linear(3, 5, bias=False, device=device)
net.head.weight = net.embed.weight

print(len(list(net.parameters())))
print(list(net.state_dict()))
# %% output
# 1
# ['embed.weight', 'head.weight']
# %% check a shared Parameter is listed once
assert len(list(net.parameters())) == 1
# %% check it is saved under each of its names
assert list(net.state_dict()) == ["embed.weight", "head.weight"]
# %% wrong the assignment copies the values
net = nn.Module()
net.embed = nn.Embedding(5, 3, device=device)
net.head = nn.Linear(3, 5, bias=False, device=device)
net.head.weight = nn.Parameter(net.embed.weight.detach().clone())
# %% wrong the state_dict lists a shared Parameter once too
net = nn.Module()
net.embed = nn.Embedding(5, 3, device=device)
net.head = nn.Linear(3, 5, bias=False, device=device)
del net.head.weight
object.__setattr__(net.head, "weight", net.embed.weight)
