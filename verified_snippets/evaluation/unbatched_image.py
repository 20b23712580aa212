# /// snippet
# [equivalent]
# "image = *: zeros -> ones" = "an image of any values shows it"
# ///
# %% setup
import torch
from torch import nn

# %% card
model = nn.Sequential(
    nn.Conv2d(3, 4, kernel_size=3),  # 8 x 8 to 6 x 6
    nn.Flatten(),
    nn.Linear(4 * 6 * 6, 10),
)
image = torch.zeros(3, 8, 8)

logits = model(image)
# %% raises RuntimeError
# mat1 and mat2 shapes cannot be multiplied (4x36 and 144x10)
# %% check Flatten takes the channels for the batch
# > It raises a RuntimeError, but only in the last layer.
# > `nn.Conv2d` accepts a single `(C, H, W)` image and returns
# > (4, 6, 6). `nn.Flatten()` keeps dimension 0, which it takes for
# > the batch: (4, 36). `nn.Linear` wants 144 features. Add the
# > batch dimension yourself: `model(image.unsqueeze(0))[0]`.
assert isinstance(error, RuntimeError)
assert "mat1 and mat2 shapes cannot be multiplied" in str(error)
assert image.shape == (3, 8, 8)
assert model[0](image).shape == (4, 6, 6)
assert model[:2](image).shape == (4, 36)
assert model[2](torch.ones(1, 144)).shape == (1, 10)
assert model(image.unsqueeze(0))[0].shape == (10,)
# %% wrong a model adds the batch dimension that is missing
model = nn.Sequential(
    nn.Conv2d(3, 4, kernel_size=3),  # 8 x 8 to 6 x 6
    nn.Flatten(),
    nn.Linear(4 * 6 * 6, 10),
)
image = torch.zeros(3, 8, 8)

logits = model(image.unsqueeze(0))
# %% wrong Flatten keeps no dimension
model = nn.Sequential(
    nn.Conv2d(3, 4, kernel_size=3),  # 8 x 8 to 6 x 6
    nn.Flatten(0),
    nn.Linear(4 * 6 * 6, 10),
)
image = torch.zeros(3, 8, 8)

logits = model(image)
