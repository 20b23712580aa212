# %% setup
from torch import nn

# %% card
bn = nn.BatchNorm1d(2)
state = bn.state_dict()
for name in state:
    print(name)
# %% output
# weight
# bias
# running_mean
# running_var
# num_batches_tracked
# %% check it holds every parameter and every buffer
parameters = {name for name, _ in bn.named_parameters()}
buffers = {name for name, _ in bn.named_buffers()}
assert parameters == {"weight", "bias"}
assert set(state) == parameters | buffers
assert state["weight"].shape == state["running_mean"].shape == (2,)
# %% wrong it holds the parameters
bn = nn.BatchNorm1d(2)
state = dict(bn.named_parameters())
for name in state:
    print(name)
