# %% setup
import torch

from verified_snippets.kit import device

# %% card
logits = torch.tensor([-3.0, -0.1, 0.1, 3.0], device=device)

by_probability = logits.sigmoid() > 0.5
by_logit = logits > 0
print(torch.equal(by_probability, by_logit))
# %% output
# True
# %% check a probability above one half is a positive logit
assert torch.equal(by_probability, by_logit)
assert by_logit.tolist() == [False, False, True, True]
half = torch.tensor(0.5, device=device)
assert round(half.sigmoid().item(), 2) == 0.62
# %% wrong logits are probabilities
logits = torch.tensor([-3.0, -0.1, 0.1, 3.0], device=device)

by_probability = logits.sigmoid() > 0.5
by_logit = logits > 0.5
print(torch.equal(by_probability, by_logit))
