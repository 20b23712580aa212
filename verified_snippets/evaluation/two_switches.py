# /// snippet
# [equivalent]
# "x = *: 4 -> 5" = "a batch of any size shows it"
# ///
# %% setup
import torch
from torch import nn

# %% card
x = torch.ones(4, 1)


def run(norm, grad_mode):
    with grad_mode:
        y = norm(x)
    return y.requires_grad, norm.num_batches_tracked.item()


norm = nn.BatchNorm1d(1)
print("only eval():", run(norm.eval(), torch.enable_grad()))
print("only no_grad:", run(norm.train(), torch.no_grad()))
# %% output
# only eval(): (True, 0)
# only no_grad: (False, 1)
# %% check eval() leaves the recording of the graph on
assert run(norm.eval(), torch.enable_grad())[0]
# %% check no_grad leaves BatchNorm's statistics moving
before = norm.num_batches_tracked.item()
with_no_grad = run(norm.train(), torch.no_grad())
with_inference_mode = run(norm.train(), torch.inference_mode())
assert with_no_grad == (False, before + 1)
assert with_inference_mode == (False, before + 2)
# %% wrong eval() switches autograd off
x = torch.ones(4, 1)


def run(norm, grad_mode):
    with grad_mode if norm.training else torch.no_grad():
        y = norm(x)
    return y.requires_grad, norm.num_batches_tracked.item()


norm = nn.BatchNorm1d(1)
# %% wrong no_grad puts layers in evaluation mode
x = torch.ones(4, 1)


def run(norm, grad_mode):
    with grad_mode:
        norm.train(torch.is_grad_enabled())
        y = norm(x)
    return y.requires_grad, norm.num_batches_tracked.item()


norm = nn.BatchNorm1d(1)
