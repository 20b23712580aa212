# /// snippet
# [equivalent]
# "*: zeros -> ones" = "the gradients are set by hand"
# "*_like(*: * -> *" = "both have one element"
# "*: without requires_grad=" = "the gradients are set by hand"
# "*: True -> False" = "the gradients are set by hand"
# ///
# %% setup
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

# %% card
weight = torch.zeros(1, requires_grad=True)
bias = torch.zeros(1, requires_grad=True)
weight.grad = torch.full_like(weight, 3.0)
bias.grad = torch.full_like(bias, 4.0)
norm = clip_grad_norm_([weight, bias], max_norm=1.0)
for value in (norm, weight.grad, bias.grad):
    print(f"{value.item():.2f}")
# %% output
# 5.00
# 0.60
# 0.80
# %% check it returns the norm from before the clipping
# > and returns the norm that vector had before clipping.
assert float(printed.split()[0]) == norm.item() == 5
# %% check one factor scales all gradients
# > `clip_grad_norm_` treats the gradients of all given parameters
# > as one vector
# >
# > Where that is above `max_norm`, it multiplies every gradient by
# > the same factor, here 1/5, so the direction stays.
assert printed.split()[1:] == ["0.60", "0.80"]
torch.testing.assert_close(
    [weight.grad.item(), bias.grad.item()],
    [3 / 5, 4 / 5],
    rtol=1e-5,
    atol=0,
)
# %% fact a shorter gradient is left alone
# > Where that is above `max_norm`,
short = torch.zeros(2, requires_grad=True)
short.grad = torch.tensor([0.3, 0.4])
clip_grad_norm_([short], max_norm=1.0)
assert short.grad.equal(torch.tensor([0.3, 0.4]))
# %% belied it is stretched to max_norm
torch.testing.assert_close(
    short.grad, torch.tensor([0.6, 0.8]), rtol=1e-4, atol=0
)
# %% fact clip_grad_value_ cuts each entry
# > `clip_grad_value_` cuts each entry by itself: a limit of 1 makes
# > (1, 1) of (3, 4), which points elsewhere.
other = torch.zeros(2, requires_grad=True)
other.grad = torch.tensor([3.0, 4.0])
clip_grad_value_([other], clip_value=1.0)
assert other.grad.tolist() == [1, 1]
# %% belied it keeps the direction too
assert (other.grad / other.grad.norm()).allclose(
    torch.tensor([0.6, 0.8])
)
# %% wrong it returns the norm after the clipping
weight = torch.zeros(1, requires_grad=True)
bias = torch.zeros(1, requires_grad=True)
weight.grad = torch.full_like(weight, 3.0)
bias.grad = torch.full_like(bias, 4.0)
clip_grad_norm_([weight, bias], max_norm=1.0)
norm = torch.cat([weight.grad, bias.grad]).norm()
for value in (norm, weight.grad, bias.grad):
    print(f"{value.item():.2f}")
# %% wrong each parameter is clipped by its own norm
weight = torch.zeros(1, requires_grad=True)
bias = torch.zeros(1, requires_grad=True)
weight.grad = torch.full_like(weight, 3.0)
bias.grad = torch.full_like(bias, 4.0)
norm = torch.cat([weight.grad, bias.grad]).norm()
clip_grad_norm_([weight], max_norm=1.0)
clip_grad_norm_([bias], max_norm=1.0)
for value in (norm, weight.grad, bias.grad):
    print(f"{value.item():.2f}")
