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
assert isinstance(error, RuntimeError)
assert model[:2](image).shape == (4, 36)
assert model(image.unsqueeze(0)).shape == (1, 10)
# %% wrong a model adds the batch dimension that is missing
model = nn.Sequential(
    nn.Conv2d(3, 4, kernel_size=3),  # 8 x 8 to 6 x 6
    nn.Flatten(),
    nn.Linear(4 * 6 * 6, 10),
)
image = torch.zeros(3, 8, 8)

logits = model(image.unsqueeze(0))
