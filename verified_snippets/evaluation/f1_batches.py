# /// snippet
# [equivalent]
# "halves = zip(*: arguments swapped" = "F1 is symmetric"
# "print(*f1(*: arguments swapped" = "F1 is symmetric"
# ///
# %% setup
import torch


# %% card
def f1(predicted, labels):
    hits = (predicted & labels).sum().item()
    return 2 * hits / (predicted.sum() + labels.sum()).item()


predicted = torch.tensor([1, 0, 1, 1])
labels = torch.tensor([1, 0, 1, 0])

halves = zip(predicted.split(2), labels.split(2))
print("mean of batches", round(sum(f1(*h) for h in halves) / 2, 3))
print("whole set", f1(predicted, labels))
# %% output
# mean of batches 0.833
# whole set 0.8
# %% check the mean over equal batches is not F1 of the set
# > In general, no. F1 is a ratio whose denominator, predicted plus
# > actual positives, can differ between batches of the same size.
lines = printed.splitlines()
assert lines == ["mean of batches 0.833", "whole set 0.8"]
positives = [int(t.sum()) for t in (predicted + labels).split(2)]
assert positives == [2, 3]
assert len(predicted) == len(labels) == 4
assert abs(f1(predicted, labels) - 0.8) < 1e-9
one = torch.tensor([1, 0])
assert f1(one, 1 - one) == 0
# %% fact precision and recall
# > The same goes for precision and recall.
guess = torch.tensor([[1, 0], [1, 1]])
truth = torch.tensor([[1, 1], [1, 0]])
hits = guess & truth
precisions = (hits.sum(dim=1) / guess.sum(dim=1)).tolist()
recalls = (hits.sum(dim=1) / truth.sum(dim=1)).tolist()
assert precisions == [1.0, 0.5] and recalls == [0.5, 1.0]
precision = (hits.sum() / guess.sum()).item()
recall = (hits.sum() / truth.sum()).item()
assert abs(precision - 2 / 3) < 1e-6 and abs(recall - 2 / 3) < 1e-6
# %% belied the means of the batches are those of the set
assert abs(sum(precisions) / 2 - precision) < 1e-6
# %% fact counts can be added up
# > Add up the counts over all batches (true and false positives,
# > false negatives), and compute the ratio at the end.
guess = torch.tensor([[1, 0], [1, 1]])
truth = torch.tensor([[1, 0], [1, 0]])
true_hits = false_hits = missed = 0
for p, y in zip(guess, truth):
    true_hits += (p * y).sum().item()
    false_hits += (p * (1 - y)).sum().item()
    missed += ((1 - p) * y).sum().item()
ratio = 2 * true_hits / (2 * true_hits + false_hits + missed)
assert (true_hits, false_hits, missed) == (2, 1, 0)
assert abs(ratio - f1(guess, truth)) < 1e-9
# %% belied false positives do not count
assert 2 * true_hits / (2 * true_hits + missed) == f1(guess, truth)
# %% fact accuracy has one denominator
# > Accuracy divides by the number of samples, so equal batches may
# > be averaged.
hits = torch.tensor([[1, 0], [1, 1], [0, 0]])
means = hits.float().mean(dim=1)
assert abs(means.mean().item() - 3 / 6) < 1e-6
# %% belied its mean is off as well
assert abs(means.mean().item() - 3 / 6) > 0.01


# %% wrong F1 is a mean over samples, like accuracy
def f1(predicted, labels):
    return (predicted == labels).float().mean().item()


predicted = torch.tensor([1, 0, 1, 1])
labels = torch.tensor([1, 0, 1, 0])

halves = zip(predicted.split(2), labels.split(2))
print("mean of batches", round(sum(f1(*h) for h in halves) / 2, 3))
print("whole set", f1(predicted, labels))
