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
halves = zip(predicted.split(2), labels.split(2))
mean = sum(f1(p, y) for p, y in halves) / 2
assert abs(f1(predicted, labels) - 0.8) < 1e-9
assert abs(mean - 5 / 6) < 1e-9
assert printed.startswith("mean of batches 0.833\n")
one = torch.tensor([1, 0])
assert f1(one, 1 - one) == 0


# %% wrong F1 is a mean over samples, like accuracy
def f1(predicted, labels):
    return (predicted == labels).float().mean().item()


predicted = torch.tensor([1, 0, 1, 1])
labels = torch.tensor([1, 0, 1, 0])
