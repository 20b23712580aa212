# %% setup
import torch
from torch import nn

# %% card
shapes = (8, 3), (8, 3, 5), (8, 3, 5, 5), (8, 3, 5, 5, 5)
for layer in (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d):
    for shape in shapes:
        try:
            layer(3)(torch.randn(shape))
        except ValueError:
            continue
        print(layer.__name__, "takes", shape)
# %% output
# BatchNorm1d takes (8, 3)
# BatchNorm1d takes (8, 3, 5)
# BatchNorm2d takes (8, 3, 5, 5)
# BatchNorm3d takes (8, 3, 5, 5, 5)
# %% check the suffix counts the dimensions after batch and channels
# > The number of dimensions after batch and channels: none or one
# > for `BatchNorm1d`, two for `BatchNorm2d`, three for
# > `BatchNorm3d`.
assert printed.splitlines() == [
    "BatchNorm1d takes (8, 3)",
    "BatchNorm1d takes (8, 3, 5)",
    "BatchNorm2d takes (8, 3, 5, 5)",
    "BatchNorm3d takes (8, 3, 5, 5, 5)",
]
# %% fact every other number of dimensions is refused
# > Any other number raises a `ValueError`.
taken = {"BatchNorm1d": (2, 3), "BatchNorm2d": (4,)}
taken["BatchNorm3d"] = (5,)
refused = set()
for name, fit in taken.items():
    for n in {0, 1, 2, 3, 4, 5, 6, 7}.difference(fit):
        try:
            getattr(nn, name)(2)(torch.ones([2] * n))
            raised = None
        except ValueError as problem:
            raised = problem
        assert raised is not None
        refused.add((name, n))
# %% belied BatchNorm2d takes one image without its batch
assert ("BatchNorm2d", 3) not in refused


# %% fact without its check BatchNorm1d does what the others do
# > The arithmetic is the same in all three. Only the check of the
# > shape differs.
class Unchecked(nn.BatchNorm1d):
    def _check_input_dim(self, _):
        pass


for layer, ndim in ((nn.BatchNorm2d, 4), (nn.BatchNorm3d, 5)):
    x = torch.randn([2, 3, 4, 5, 6][:ndim])
    other, ours = layer(3), Unchecked(3)
    for _ in range(2):
        torch.testing.assert_close(
            ours(x), other(x), rtol=1e-4, atol=1e-5
        )
        ours.eval(), other.eval()
across = nn.BatchNorm1d(3)(x.flatten(2)).view_as(x)
torch.testing.assert_close(
    across, nn.BatchNorm3d(3)(x), rtol=1e-4, atol=1e-5
)
# %% belied each slice of the depth has a mean of its own
alone = [nn.BatchNorm2d(3)(part) for part in x.unbind(2)]
assert (torch.stack(alone, 2) - across).abs().max() < 1e-3
# %% wrong BatchNorm1d takes sequences alone
shapes = (8, 3, 5), (8, 3, 5, 5), (8, 3, 5, 5, 5)
for layer in (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d):
    for shape in shapes:
        try:
            layer(3)(torch.randn(shape))
        except ValueError:
            continue
        print(layer.__name__, "takes", shape)
# %% wrong the suffix counts all dimensions
for layer, ndim in ((nn.BatchNorm2d, 2), (nn.BatchNorm3d, 3)):
    shape = (8, 3, 5)[:ndim]
    nn.BatchNorm1d(3)(torch.randn(shape))
    print(layer.__name__, "takes", shape)
