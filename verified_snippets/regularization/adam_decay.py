# /// snippet
# [equivalent]
# "w = *: without requires_grad=" = "the gradient is set by hand"
# "w = *: True -> False" = "the gradient is set by hand"
# ///
# %% setup
import torch
from torch.optim import Adam, AdamW


# %% card
def after_one_step(optimizer_class, weight_decay=0.1):
    w = torch.ones(1, requires_grad=True)
    optimizer = optimizer_class(
        [w], lr=0.01, weight_decay=weight_decay
    )
    w.grad = torch.zeros_like(w)
    optimizer.step()
    return w.item()


print(f"{after_one_step(AdamW):.3f}")
print(f"{after_one_step(Adam):.3f}")
# %% output
# 0.999
# 0.990
# %% check AdamW shrinks the weight by the factor 1 - lr * decay
# > `AdamW` decays the weight itself: `w -= lr * weight_decay * w`.
assert printed.splitlines()[0] == "0.999"
for decay, left in ((0.1, 0.999), (0.5, 0.995)):
    assert abs(after_one_step(AdamW, decay) - left) < 1e-6
# %% check Adam's first step is lr, however large the decay
# > So the first step here is `lr`, whether the decay is 0.1 or 0.5.
assert printed.splitlines()[1] == "0.990"
for decay in (0.1, 0.5):
    assert abs(after_one_step(Adam, decay) - 0.99) < 1e-6


# %% fact Adam's decay goes through both running averages
# > `Adam`, by default, adds `weight_decay * w` to the gradient, as
# > an L2 penalty would, and then divides by the gradient's running
# > size.
def steps_of_adam(weight_decay, penalty):
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    adam = Adam([w], lr=0.01, weight_decay=weight_decay)
    assert not adam.defaults.get("decoupled_weight_decay")
    for t in range(3):
        adam.zero_grad()
        loss = ((w - t) ** 2).sum() + penalty / 2 * (w @ w)
        loss.backward()
        adam.step()
    return w.detach(), adam.state[w]["exp_avg_sq"]


(decayed, size), (penalized, same) = (
    steps_of_adam(0.3, 0),
    steps_of_adam(0, 0.3),
)
torch.testing.assert_close(decayed, penalized, rtol=1e-5, atol=1e-6)
torch.testing.assert_close(size, same, rtol=1e-5, atol=1e-6)
bare, smaller = steps_of_adam(0, 0)
# %% belied the gradient's running size does not see the decay
assert torch.allclose(size, smaller, rtol=1e-3)


# %% fact gradients of another size
# > In `Adam`, weights with large gradients decay less.
def lost(optimizer_class, gradient):
    left = []
    for weight_decay in (0, 0.1):
        w = torch.ones(1, requires_grad=True)
        steps = optimizer_class(
            [w], lr=0.001, weight_decay=weight_decay
        )
        for t in range(20):
            w.grad = torch.full_like(w, gradient * (-1) ** t)
            steps.step()
        left.append(w.item())
    return left[0] - left[1]


assert 0 < lost(Adam, 10.0) < lost(Adam, 0.1) / 10
assert abs(lost(AdamW, 10.0) - lost(AdamW, 0.1)) < 1e-4
# %% belied the size of the gradients makes no difference
assert abs(lost(Adam, 10.0) - lost(Adam, 0.1)) < 1e-4


# %% wrong AdamW is just another name of Adam
def after_one_step(_, weight_decay=0.1):
    w = torch.ones(1, requires_grad=True)
    optimizer = Adam([w], lr=0.01, weight_decay=weight_decay)
    w.grad = torch.zeros_like(w)
    optimizer.step()
    return w.item()


print(f"{after_one_step(AdamW):.3f}")
print(f"{after_one_step(Adam):.3f}")


# %% wrong weight_decay shrinks by lr * decay everywhere
def after_one_step(_, weight_decay=0.1):
    w = torch.ones(1, requires_grad=True)
    optimizer = torch.optim.SGD(
        [w], lr=0.01, weight_decay=weight_decay
    )
    w.grad = torch.zeros_like(w)
    optimizer.step()
    return w.item()


print(f"{after_one_step(AdamW):.3f}")
print(f"{after_one_step(Adam):.3f}")


# %% wrong Adam moves nothing where the gradient is zero
def after_one_step(optimizer_class, weight_decay=0.1):
    w = torch.ones(1, requires_grad=True)
    if optimizer_class is AdamW:
        optimizer = AdamW([w], lr=0.01, weight_decay=weight_decay)
    else:
        optimizer = Adam([w], lr=0.01)
    w.grad = torch.zeros_like(w)
    optimizer.step()
    return w.item()


print(f"{after_one_step(AdamW):.3f}")
print(f"{after_one_step(Adam):.3f}")
