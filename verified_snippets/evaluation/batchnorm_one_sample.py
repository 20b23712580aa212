# /// snippet
# [equivalent]
# "y = *: ones -> zeros" = "a sample of any values shows it"
# ///
# %% setup
import torch
from torch import nn
from torch.utils.data import DataLoader


def refuses(model, x):
    """Whether the model raises a ValueError for this input."""
    try:
        model(x)
    except ValueError:
        return True
    return False


# %% card
model = nn.Sequential(
    nn.Linear(3, 4),
    nn.BatchNorm1d(4),
)
y = model(torch.ones(1, 3))
# %% raises ValueError
# Expected more than 1 value per channel when training
# %% check one sample is refused in training mode
# > It raises a ValueError. A new module is in training mode,
assert isinstance(error, ValueError)
assert "more than 1 value per channel" in str(error)
assert model.training and model[1].training
assert model(torch.ones(2, 3)).shape == (2, 4)
# %% fact nothing is left of a value without its mean
# > where BatchNorm subtracts the batch's mean: one value per
# > channel minus itself is always 0, and PyTorch refuses it.
norm = nn.BatchNorm1d(1)
for values, expected in [
    ([5.0, 9.0], [-1.0, 1.0]),
    ([5.0, 5.0], [0.0, 0.0]),
]:
    y = norm(torch.tensor(values).reshape(2, 1)).flatten().tolist()
    torch.testing.assert_close(y, expected, atol=1e-4, rtol=0)
for value in (5.0, 9.0):
    one = torch.tensor([[value]])
    assert (one - one.mean(dim=0)).item() == 0.0
    assert refuses(norm, one)
# %% belied the running statistics stand in
assert not refuses(norm, one)
# %% fact evaluation mode takes one sample
# > For inference, call `model.eval()` first.
model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))
assert refuses(model, torch.ones(1, 3))
model.eval()
assert model(torch.ones(1, 3)).shape == (1, 4)
# %% belied a batch of one is refused in both modes
assert refuses(model, torch.ones(1, 3))
# %% fact the last batch of an epoch can be such a batch
# > In training, a last batch of one sample raises it too;
# > `drop_last=True` in the DataLoader skips that batch.
norm, data = nn.BatchNorm1d(3), torch.ones(5, 3)
batches = list(DataLoader(data, batch_size=2))
assert [refuses(norm, x) for x in batches] == [False, False, True]
batches = list(DataLoader(data, batch_size=2, drop_last=True))
assert [refuses(norm, x) for x in batches] == [False, False]
# %% belied drop_last=True keeps the sample in another batch
assert sum(len(x) for x in batches) == 5
# %% fact an image has many values per channel
# > `nn.BatchNorm2d` accepts a single image of several pixels, and a
# > forgotten `eval()` goes unnoticed.
norm = nn.BatchNorm2d(3)
image = torch.full((1, 3, 2, 2), 8.0)
assert refuses(norm, torch.ones(1, 3, 1, 1))
assert norm(image).abs().max().item() < 0.1
norm.reset_running_stats()
assert norm.eval()(image).min().item() > 7.9
# %% belied a batch of one image is refused as well
assert refuses(norm.train(), image)
# %% wrong a new module is in evaluation mode
model = nn.Sequential(
    nn.Linear(3, 4),
    nn.BatchNorm1d(4),
).eval()
y = model(torch.ones(1, 3))
