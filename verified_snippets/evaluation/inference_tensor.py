# /// snippet
# [equivalent]
# "print((weight * *" = "the product is refused before"
# "print((weight + *: into the block above" = "8.0 there too"
# ///
# %% setup
import torch

# %% card
weight = torch.ones(2, requires_grad=True)
with torch.inference_mode():
    features = torch.full((2,), 3.0)

print((weight + features).sum().item())
print((weight * features).sum().item())
# %% output
# 8.0
# %% raises RuntimeError
# Inference tensors cannot be saved for backward
# %% check the sum works
# > The sum works:
assert weight.requires_grad
assert printed.splitlines()[:1] == ["8.0"]
(weight + features).sum().backward()
assert weight.grad.tolist() == [1.0, 1.0]
weight.grad = None
# %% check the product is refused
# > The product must save `features`,
# >
# > and an inference tensor can't be saved for backward.
assert isinstance(error, RuntimeError)
assert features.is_inference()
assert "cannot be saved for backward" in str(error)
# %% fact what the two operations save
# > its backward pass needs neither operand.
# >
# > The product must save `features`, a factor of the gradient for
# > `weight`,
saved = []
weight = torch.ones(2, requires_grad=True)
features = torch.full((2,), 3.0)
hooks = torch.autograd.graph.saved_tensors_hooks
with hooks(lambda t: saved.append(t.tolist()) or t, lambda t: t):
    weight + features
    by_sum = len(saved)
    product = weight * features
assert by_sum == 0 and [3.0, 3.0] in saved
(gradient,) = torch.autograd.grad((5 * product).sum(), weight)
assert gradient.tolist() == [5 * 3.0, 5 * 3.0]
# %% belied the sum saves its operands
assert by_sum > 0
# %% belied features are all of the gradient
assert gradient.tolist() == [3.0, 3.0]
# %% fact two remedies
# > The remedies: compute `features` under `no_grad()`, or use
# > `features.clone()` outside the block, which is a normal tensor.
weight = torch.ones(2, requires_grad=True)
with torch.no_grad():
    plain = torch.full((2,), 3.0)
with torch.inference_mode():
    features = torch.full((2,), 3.0)
    inside = features.clone()
outside = features.clone()
assert not outside.is_inference() and inside.is_inference()
for factor in (plain, outside):
    (gradient,) = torch.autograd.grad(
        (weight * factor).sum(), weight
    )
    assert gradient.tolist() == [3.0, 3.0]
# %% belied a clone of an inference tensor is one too
assert outside.is_inference()
# %% wrong inference_mode is no_grad under another name
weight = torch.ones(2, requires_grad=True)
with torch.no_grad():
    features = torch.full((2,), 3.0)

print((weight + features).sum().item())
print((weight * features).sum().item())
# %% wrong no operation of autograd takes an inference tensor
weight = torch.ones(2, requires_grad=True)
with torch.inference_mode():
    features = torch.full((2,), 3.0)

print((weight * features).sum().item())
