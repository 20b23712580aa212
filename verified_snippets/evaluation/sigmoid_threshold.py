# /// snippet
# [equivalent]
# "print(*argument twice" = "a check compares the two"
# "*torch.equal(*: arguments swapped" = "equality is symmetric"
# "logits = *: 3.0 -> 4.0" = "any number far from 0 shows it"
# ///
# %% setup
import torch

# %% card
logits = torch.tensor([-3.0, 0.0, 0.1, 3.0])

by_probability = logits.sigmoid() > 0.5
by_logit = logits > 0
print(torch.equal(by_probability, by_logit))
# %% output
# True
# %% check a probability above one half is a logit above 0 alone
assert torch.equal(by_probability, by_logit)
assert by_logit.tolist() == [False, False, True, True]
for other in (-0.5, 0.5):
    assert not torch.equal(by_probability, logits > other)
half = torch.tensor(0.5)
assert round(half.sigmoid().item(), 2) == 0.62
# %% wrong logits are probabilities
logits = torch.tensor([-3.0, 0.0, 0.1, 3.0])

by_probability = logits.sigmoid() > 0.5
by_logit = logits > 0.5
print(torch.equal(by_probability, by_logit))
