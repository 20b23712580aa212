# /// snippet
# [equivalent]
# "print(*argument twice" = "a check compares the two"
# "*: softmax -> log_softmax" = "the logarithm keeps the order"
# "*torch.equal(*: arguments swapped" = "equality is symmetric"
# "*: without .softmax()" = "softmax changes no argmax: the claim"
# "[[][[]2.0, *: *.* -> *.*" = "any logits show it"
# ///
# %% setup
import torch

# %% card
logits = torch.tensor([[2.0, 1.0, 0.5], [4.0, -2.0, 5.0]])
from_logits = logits.argmax(dim=1)
from_probabilities = logits.softmax(dim=1).argmax(dim=1)
print(torch.equal(from_logits, from_probabilities))
# %% output
# True
# %% check softmax keeps the order within a row
order = logits.argsort(dim=1)
assert torch.equal(order, logits.softmax(dim=1).argsort(dim=1))
assert torch.equal(from_logits, from_probabilities)
assert from_logits.tolist() == [0, 2]
# %% wrong any dim of softmax keeps the order
logits = torch.tensor([[2.0, 1.0, 0.5], [4.0, -2.0, 5.0]])
from_logits = logits.argmax(dim=1)
from_probabilities = logits.softmax(dim=0).argmax(dim=1)
print(torch.equal(from_logits, from_probabilities))
