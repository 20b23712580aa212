# /// snippet
# [equivalent]
# "print(*argument twice" = "a check compares the two"
# "*torch.equal(*: arguments swapped" = "equality is symmetric"
# "logits = *: 3.0 -> 4.0" = "any number far from 0 shows it"
# ///
# %% setup
import torch
from torch import nn

# %% card
logits = torch.tensor([-3.0, 0.0, 0.1, 3.0])

by_probability = logits.sigmoid() > 0.5
by_logit = logits > 0
print(torch.equal(by_probability, by_logit))
# %% output
# True
# %% check a probability above one half is a logit above 0 alone
# > Up to rounding, `logit.sigmoid() > 0.5` says the same as
# > `logit > 0`.
assert 0 in logits.tolist()
assert any(0 < value < 0.5 for value in logits.tolist())
assert by_probability.tolist() == [False, False, True, True]
assert by_logit.tolist() == [False, False, True, True]
for value in (-9.0, -0.01, 0.0, 0.01, 9.0):
    logit = torch.tensor(value)
    assert (logit.sigmoid() > 0.5) == (logit > 0)
assert printed == "True\n"
# %% fact without weights the loss is least at the true share
# > A model trained with an unweighted `nn.BCEWithLogitsLoss`
# > returns a logit, whose sigmoid estimates the probability.
grid = torch.linspace(0.05, 0.95, 19)
three = torch.tensor(3.0)
best = {}
for pos_weight in (None, three):
    loss = nn.BCEWithLogitsLoss(pos_weight=pos_weight)
    losses = [
        loss(
            p.logit().expand(4), torch.tensor([1.0, 1, 0, 0])
        ).item()
        for p in grid
    ]
    best[pos_weight] = grid[losses.index(min(losses))].item()
assert abs(best[None] - 0.5) < 1e-4
# %% belied it is so with weights, too
assert abs(best[three] - 0.5) < 1e-4
# %% fact what the loss takes
# > returns a logit, whose sigmoid estimates the probability.
logit, label = torch.tensor([2.0]), torch.tensor([1.0])
loss = nn.BCEWithLogitsLoss()(logit, label).item()
probability = logit.sigmoid()
assert abs(loss - nn.BCELoss()(probability, label).item()) < 1e-5
assert abs(loss + probability.log().item()) < 1e-5
# %% belied it takes the probability
again = nn.BCEWithLogitsLoss()(probability, label).item()
assert abs(loss - again) < 1e-3
# %% fact rounding hides a logit that is nearly 0
# > Up to rounding,
logit = torch.tensor(1e-9)
assert logit > 0 and logit.sigmoid().item() == 0.5
# %% belied every positive logit has more than one half
assert logit.sigmoid() > 0.5
# %% fact the curve
# > The sigmoid is increasing, and is 0.5 at 0.
values = torch.linspace(-9.0, 9.0, 19).sigmoid()
assert (values[1:] > values[:-1]).all()
assert abs(values[9].item() - 0.5) < 1e-6
# %% belied it is 0 at 0
assert values[9].item() == 0.0
# %% fact a threshold on the wrong scale
# > Comparing the logit itself with 0.5 asks for a probability of
# > about 0.62.
half = torch.tensor(0.5).sigmoid().item()
assert abs(half - 0.62) < 0.005
# %% belied it asks for one half
assert abs(half - 0.5) < 0.005
# %% wrong logits are probabilities
logits = torch.tensor([-3.0, 0.0, 0.1, 3.0])

by_probability = logits.sigmoid() > 0.5
by_logit = logits > 0.5
print(torch.equal(by_probability, by_logit))
