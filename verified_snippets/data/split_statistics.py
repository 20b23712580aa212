# %% setup
import torch


# %% card
def standardize(train, test):
    mean, std = train.mean(0), train.std(0)
    return (train - mean) / std, (test - mean) / std


# %% check the test data cannot influence the training data
# > Compute mean and spread on the training part alone,
train = torch.randn(20, 3)
near = torch.randn(20, 3)
far = 100 * torch.randn(20, 3)
assert torch.equal(
    standardize(train, near)[0], standardize(train, far)[0]
), "the training data depend on the test data"
# %% check equal values stay equal in both parts
# > and apply them to every other part.
train = torch.randn(20, 3)
train_out, test_out = standardize(train, train[:5])
torch.testing.assert_close(
    train_out[:5], test_out, rtol=1e-4, atol=1e-5
)
train, far = torch.randn(20, 3), 100 * torch.randn(5, 3)
train_out, far_out = standardize(train, far)
slope = train_out.std(0) / train.std(0)
expected = train_out.mean(0) + (far - train.mean(0)) * slope
torch.testing.assert_close(far_out, expected, rtol=1e-3, atol=1e-3)
# %% check every feature of the training data is standardized
spread = torch.tensor([1.0, 10.0, 100.0])
train = torch.randn(50, 3) * spread + 7
train_out, _ = standardize(train, train)
mean, std = train_out.mean(0), train_out.std(0)
assert mean.abs().max() < 0.01, "a feature's mean is not 0"
assert (std - 1).abs().max() < 0.05, "a feature's spread is not 1"
# %% fact statistics of all data carry the test data over
# > Through the mean and spread of all data the test part changes
# > the training data.
train, outlier = torch.ones(4, 1), torch.full((1, 1), 100.0)
train[0] = 0
everything = torch.cat([train, outlier])
alone = (train - train.mean(0)) / train.std(0)
mixed = (train - everything.mean(0)) / everything.std(0)
assert alone.abs().max() > 1 and mixed.abs().max() < 0.5
# %% belied it changes nothing
torch.testing.assert_close(mixed, alone)
# %% stated definition
# > That's a data leak, and the score may be too optimistic.
# %% fact a part with statistics of its own
# > A test part scaled by its own statistics is wrong too: equal
# > values then differ between the parts,
train, test = torch.tensor([1.0, 3.0]), torch.tensor([3.0, 5.0])
train, test = ((x - x.mean(0)) / x.std(0) for x in (train, test))
assert train.tolist() == test.tolist() and train[1] > train[0]
# %% belied the 3 of both parts is one value
assert train[1] == test[0]
# %% fact one sample has no spread
# > and a single sample has no spread.
one = torch.tensor([[3.0, 7.0]])
spread = one.std(0, correction=0)
assert spread.tolist() == [0.0, 0.0]
assert ((one - one.mean(0)) / spread).isnan().all()
# %% belied it can be divided by
assert (one / spread).isfinite().all()


# %% also the spread of the population
def standardize(train, test):
    variance, mean = torch.var_mean(train, dim=0, correction=0)

    def scaled(x):
        return (x - mean) * (variance + 1e-12).rsqrt()

    return scaled(train), scaled(test)


# %% also both parts in one array, by the numbers of the first
def standardize(train, test):
    both = torch.cat([train, test])
    centred = both - train.sum(0) / len(train)
    spread = centred[: len(train)].square().mean(0).sqrt()
    return torch.split(centred / spread, [len(train), len(test)])


# %% wrong statistics are better from all the data
def standardize(train, test):
    everything = torch.cat([train, test])
    mean, std = everything.mean(0), everything.std(0)
    return (train - mean) / std, (test - mean) / std


# %% wrong the test part has statistics of its own
def standardize(train, test):
    return tuple((x - x.mean(0)) / x.std(0) for x in (train, test))


# %% wrong one mean and spread will do for all features
def standardize(train, test):
    mean, std = train.mean(), train.std()
    return (train - mean) / std, (test - mean) / std


# %% wrong each part has a spread of its own
def standardize(train, test):
    mean = train.mean(0)
    return (train - mean) / train.std(0), (test - mean) / test.std(
        0
    )


# %% wrong values far from the training data are outliers
def standardize(train, test):
    mean, std = train.mean(0), train.std(0)
    scaled = ((test - mean) / std).clamp(-3, 3)
    return (train - mean) / std, scaled
