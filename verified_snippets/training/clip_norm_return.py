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
assert norm.item() == 5
# %% check one factor scales all gradients, unlike clip_grad_value_
torch.testing.assert_close(
    weight.grad.item(), 0.6, rtol=1e-5, atol=0
)
torch.testing.assert_close(bias.grad.item(), 0.8, rtol=1e-5, atol=0)
other = torch.zeros(2, requires_grad=True)
other.grad = torch.tensor([3.0, 4.0])
clip_grad_value_([other], clip_value=1.0)
assert other.grad.tolist() == [1, 1]
# %% wrong it returns the norm after the clipping
weight = torch.zeros(1, requires_grad=True)
bias = torch.zeros(1, requires_grad=True)
weight.grad = torch.full_like(weight, 3.0)
bias.grad = torch.full_like(bias, 4.0)
clip_grad_norm_([weight, bias], max_norm=1.0)
norm = torch.cat([weight.grad, bias.grad]).norm()
# %% wrong each parameter is clipped by its own norm
weight = torch.zeros(1, requires_grad=True)
bias = torch.zeros(1, requires_grad=True)
weight.grad = torch.full_like(weight, 3.0)
bias.grad = torch.full_like(bias, 4.0)
norm = torch.cat([weight.grad, bias.grad]).norm()
clip_grad_norm_([weight], max_norm=1.0)
clip_grad_norm_([bias], max_norm=1.0)
