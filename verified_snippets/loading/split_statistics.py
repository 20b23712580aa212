# %% setup
import torch


# %% card
def standardize(train, test):
    mean, std = train.mean(0), train.std(0)
    return (train - mean) / std, (test - mean) / std


# %% check the test data cannot influence the training data
train = torch.randn(20, 3)
near = torch.randn(20, 3)
far = 100 * torch.randn(20, 3)
assert torch.equal(
    standardize(train, near)[0], standardize(train, far)[0]
)
# %% check equal values stay equal in both parts
train = torch.randn(20, 3)
train_out, test_out = standardize(train, train[:5])
torch.testing.assert_close(train_out[:5], test_out)


# %% wrong statistics are better from all the data
def standardize(train, test):
    everything = torch.cat([train, test])
    mean, std = everything.mean(0), everything.std(0)
    return (train - mean) / std, (test - mean) / std


# %% wrong the test part has statistics of its own
def standardize(train, test):
    return tuple((x - x.mean(0)) / x.std(0) for x in (train, test))
