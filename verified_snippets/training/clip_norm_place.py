# %% setup
import torch
from torch import nn
from torch.nn.utils import clip_grad_norm_


class Weighted(nn.Module):
    """Two parameters, whose gradients are the inputs."""

    def __init__(self):
        super().__init__()
        self.first = nn.Parameter(torch.ones(1))
        self.second = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return x[:, :1] * self.first + x[:, 1:] * self.second


def summed(outputs, targets):
    return (outputs - targets).sum()


# %% card
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    clip_grad_norm_(model.parameters(), max_norm=1.0)
    optimizer.step()


# %% check the step uses the clipped gradient of its own batch
# > it belongs between the two.
model = Weighted()
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
for inputs, wanted in [
    ((3.0, 4.0), [1 - 0.6, 1 - 0.8]),
    ((0.3, 0.4), [1 - 0.6 - 0.3, 1 - 0.8 - 0.4]),
]:
    batch = torch.tensor([inputs]), torch.zeros(1, 1)
    training_step(model, summed, optimizer, *batch)
    torch.testing.assert_close(
        torch.cat([model.first, model.second]).detach(),
        torch.tensor(wanted),
        rtol=1e-4,
        atol=1e-5,
    )

# %% fact it changes what is in .grad now
# > `clip_grad_norm_` changes the gradients that are in `.grad` now;
# > it sets no limit for later. Before `backward()` there are none
# > yet;
# >
# > Neither mistake raises.
w = torch.zeros(2, requires_grad=True)
assert w.grad is None
norm = clip_grad_norm_([w], max_norm=1.0)
assert norm.item() == 0
(w * torch.tensor([3.0, 4.0])).sum().backward()
assert w.grad.tolist() == [3.0, 4.0]
clip_grad_norm_([w], max_norm=1.0)
assert w.grad.norm() < 1.001
# %% belied it clips the gradients of the next backward()
assert norm.item() == 5
# %% fact after step() it comes too late
# > after `step()` they have been used:
# >
# > Neither mistake raises.
w = torch.zeros(2, requires_grad=True)
sgd = torch.optim.SGD([w], lr=1.0)
(w * torch.tensor([3.0, 4.0])).sum().backward()
sgd.step()
clip_grad_norm_([w], max_norm=1.0)
assert w.tolist() == [-3.0, -4.0]
# %% belied the step was limited to a norm of 1
assert w.detach().norm() < 1.001


# %% also the gradients are cleared after the step
def training_step(model, loss_fn, optimizer, inputs, targets):
    loss_fn(model(inputs), targets).backward()
    clip_grad_norm_(model.parameters(), max_norm=1.0)
    optimizer.step()
    optimizer.zero_grad()


# %% also by hand, over all gradients together
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss_fn(model(inputs), targets).backward()
    gradients = [p.grad for p in model.parameters()]
    norm = torch.cat([g.flatten() for g in gradients]).norm()
    for gradient in gradients:
        gradient /= norm.clamp(min=1.0)
    optimizer.step()


# %% also gradients that are clipped before they are stored
def training_step(model, loss_fn, optimizer, inputs, targets):
    weights = list(model.parameters())
    loss = loss_fn(model(inputs), targets)
    gradients = torch.autograd.grad(loss, weights)
    norm = sum(g.square().sum() for g in gradients).sqrt().item()
    for p, gradient in zip(weights, gradients):
        p.grad = gradient * min(1.0, 1.0 / norm)
    optimizer.step()


# %% wrong clipping before backward() limits what comes
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    clip_grad_norm_(model.parameters(), max_norm=1.0)
    loss.backward()
    optimizer.step()


# %% wrong clipping after step() is in time
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
    clip_grad_norm_(model.parameters(), max_norm=1.0)


# %% wrong every parameter has a norm of its own
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    for p in model.parameters():
        clip_grad_norm_(p, max_norm=1.0)
    optimizer.step()


# %% wrong clipping every entry to 1 limits the norm to 1
def training_step(model, loss_fn, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    nn.utils.clip_grad_value_(model.parameters(), 1.0)
    optimizer.step()
