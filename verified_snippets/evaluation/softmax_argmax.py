# /// snippet
# [equivalent]
# "print(*argument twice" = "a check compares the two"
# "*: softmax -> log_softmax" = "the logarithm keeps the order"
# "*torch.equal(*: arguments swapped" = "equality is symmetric"
# "*: without .softmax()" = "softmax changes no argmax: the claim"
# "logits = *: ?.0 -> ?.0" = "any logits show it"
# ///
# %% setup
import torch
from torch import nn

# %% card
logits = torch.tensor([[2.0, 1.0, 0.5], [4.0, -2.0, 5.0]])
from_logits = logits.argmax(dim=1)
from_probabilities = logits.softmax(dim=1).argmax(dim=1)
print(torch.equal(from_logits, from_probabilities))
# %% output
# True
# %% check softmax keeps the order within a row
# > No. Softmax over the classes keeps their order (up to rounding),
# > so the largest logit has the largest probability.
order = [[2, 1, 0], [1, 0, 2]]
assert logits.argsort(dim=1).tolist() == order
assert logits.softmax(dim=1).argsort(dim=1).tolist() == order
assert from_logits.tolist() == [0, 2]
assert from_probabilities.tolist() == [0, 2]
assert printed == "True\n"
# %% fact a tie by rounding
# > (up to rounding),
close = torch.tensor([0.0, 1e-9])
assert close.argmax().item() == 1
assert close.softmax(dim=0).tolist() == [0.5, 0.5]
# %% belied different logits never get equal probabilities
assert close.softmax(dim=0)[0] != close.softmax(dim=0)[1]
# %% fact the size of a logit says little
# > Apply it when you need the probability itself: the largest logit
# > alone doesn't tell which of two inputs the model is surer of.
doubtful, sure = torch.tensor([[5.0, 4.9], [1.0, -3.0]])
assert doubtful.max() > sure.max()
assert doubtful.softmax(dim=0).max().item() < 0.53
assert sure.softmax(dim=0).max().item() > 0.98
# %% belied the larger logit is the more probable one
assert doubtful.softmax(dim=0).max() > sure.softmax(dim=0).max()
# %% fact the loss has a softmax of its own
# > A model trained with `nn.CrossEntropyLoss` should not end in a
# > softmax: the loss expects logits and applies log-softmax itself.
logits, label = torch.tensor([[2.0, 0.0]]), torch.tensor([0])
loss = nn.CrossEntropyLoss()(logits, label)
probabilities = logits.softmax(dim=1)
twice = nn.CrossEntropyLoss()(probabilities, label)
itself = -logits.log_softmax(dim=1)[0, 0]
assert abs((loss - itself).item()) < 1e-5
assert abs(loss.item() - 0.126928) < 1e-4
assert twice.item() > 0.3
# %% belied it takes probabilities just as well
assert abs((twice - loss).item()) < 1e-3
# %% wrong any dim of softmax keeps the order
logits = torch.tensor([[2.0, 1.0, 0.5], [4.0, -2.0, 5.0]])
from_logits = logits.argmax(dim=1)
from_probabilities = logits.softmax(dim=0).argmax(dim=1)
print(torch.equal(from_logits, from_probabilities))
