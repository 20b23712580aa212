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
# %% check a product saves the tensor for backward, a sum does not
assert isinstance(error, RuntimeError)
assert printed.split() == ["8.0"]
(weight + features).sum().backward()
assert weight.grad.tolist() == [1.0, 1.0]
(weight * features.clone()).sum().backward()
assert weight.grad.tolist() == [4.0, 4.0]
# %% wrong inference_mode is no_grad under another name
weight = torch.ones(2, requires_grad=True)
with torch.no_grad():
    features = torch.full((2,), 3.0)

print((weight + features).sum().item())
print((weight * features).sum().item())
