# %% setup
import torch
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
# > The parameters and the buffers: `weight` and `bias` are
# > parameters, the other three are buffers, which aren't trained.
buffers = ["running_mean", "running_var", "num_batches_tracked"]
assert printed.split() == ["weight", "bias", *buffers]
assert list(state) == printed.split()
assert state["weight"].shape == state["running_mean"].shape == (2,)
assert [name for name, _ in bn.named_parameters()] == [
    "weight",
    "bias",
]
assert [name for name, _ in bn.named_buffers()] == buffers
assert not any(buffer.requires_grad for buffer in bn.buffers())
# %% fact parameters alone do not restore the model
# > Save only `parameters()`, and the running statistics are lost:
# > the restored model predicts something else in evaluation mode.
trained, restored, whole = (nn.BatchNorm1d(2) for _ in range(3))
x = torch.randn(64, 2)
with torch.no_grad():
    trained(5 + x)
    for old, new in zip(
        trained.parameters(), restored.parameters()
    ):
        new.copy_(old)
    whole.load_state_dict(trained.state_dict())
    y, lost, same = (
        m.eval()(x) for m in (trained, restored, whole)
    )
shifts = (lost - y).abs().mean(0)
assert shifts.min() > 0.1
torch.testing.assert_close(same, y)
# %% belied the parameters are all that prediction needs
assert shifts.max() < 0.1
# %% fact a buffer may stay out
# > A buffer registered with `persistent=False` is left out.
module = nn.Module()
module.register_buffer("kept", torch.ones(1), persistent=True)
module.register_buffer("mask", torch.ones(1), persistent=False)
assert len(list(module.buffers())) == 2
assert list(module.state_dict()) == ["kept"]
# %% belied every buffer is saved
assert list(module.state_dict()) == ["kept", "mask"]
# %% wrong it holds the parameters
bn = nn.BatchNorm1d(2)
state = dict(bn.named_parameters())
for name in state:
    print(name)
