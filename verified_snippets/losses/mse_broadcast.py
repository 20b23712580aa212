# /// snippet
# warns = ["UserWarning: Using a target size"]
# ///
# %% setup
import warnings

import torch
from torch import nn

# %% card
outputs = torch.tensor([[0.0], [3.0], [6.0]])
labels = torch.tensor([0.0, 3.0, 6.0])
loss = nn.MSELoss()(outputs, labels)
print(loss.item())
# %% output
# 12.0
# %% check every output meets every label, warned of only by MSELoss
# > Shapes (3, 1) and (3,) broadcast to (3, 3): every output is
# > compared with every label, and the mean is over nine pairs.
# > `MSELoss` only warns ("Using a target size"); the formula
# > written out, `(outputs - labels).square().mean()`, doesn't even
# > do that.
pairs = [(a - b) ** 2 for a in (0, 3, 6) for b in (0, 3, 6)]
assert float(printed) == sum(pairs) / 9
assert outputs.shape == (3, 1) and labels.shape == (3,)
assert (outputs - labels).shape == (3, 3)
said = "Using a target size (torch.Size([3]))"
assert any(said in w for w in warned)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    by_hand = (outputs - labels).square().mean()
assert by_hand.item() == 12
# %% fact equal shapes give the loss that was meant
# > Make the shapes equal, as with `labels.unsqueeze(1)`.
labels = torch.tensor([0.0, 3.0, 6.0])
outputs = torch.tensor([[0.0], [3.0], [7.0]])
matched = nn.MSELoss()(outputs, labels.unsqueeze(1))
torch.testing.assert_close(matched.item(), 1 / 3, rtol=1e-5, atol=0)
# %% belied it makes no difference
assert matched.item() == (outputs - labels).square().mean().item()
# %% fact the broadcast loss draws every output to the mean
# > The broadcast loss is smallest where every output is the mean of
# > all labels.
labels = torch.tensor([0.0, 3.0, 9.0])
outputs = torch.randn(3, 1, requires_grad=True)
sgd = torch.optim.SGD([outputs], lr=0.5)
for _ in range(200):
    sgd.zero_grad()
    (outputs - labels).square().mean().backward()
    sgd.step()
torch.testing.assert_close(
    outputs.detach(), torch.full((3, 1), 4.0), rtol=1e-3, atol=1e-3
)
# %% belied each output comes to its label
torch.testing.assert_close(
    outputs.detach().squeeze(1), labels, rtol=1e-3, atol=1e-3
)
# %% wrong the extra dimension of size 1 is ignored
outputs = torch.tensor([[0.0], [3.0], [6.0]])
labels = torch.tensor([0.0, 3.0, 6.0])
loss = nn.MSELoss()(outputs.squeeze(1), labels)
print(loss.item())
