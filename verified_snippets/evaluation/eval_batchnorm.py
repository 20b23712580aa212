# /// snippet
# [equivalent]
# "print(*round(*: 2 -> 3" = "three decimals print the same"
# ///
# %% setup
import torch
from torch import nn

from verified_snippets.kit import device

# %% card
norm = nn.BatchNorm1d(1, device=device)
norm.running_mean.fill_(5.0)
norm.running_var.fill_(4.0)

norm.eval()
x = torch.tensor([[9.0], [13.0]], device=device)
print([round(y, 2) for y in norm(x).flatten().tolist()])
# %% output
# [2.0, 4.0]
# %% check eval() normalizes with the running statistics
expected = torch.tensor([[2.0], [4.0]], device=device)
torch.testing.assert_close(norm(x), expected, atol=1e-4, rtol=0)
# %% wrong eval() switches BatchNorm off
norm = nn.Identity()
x = torch.tensor([[9.0], [13.0]], device=device)
# %% wrong eval() normalizes with the batch's statistics
norm = nn.BatchNorm1d(1, device=device, track_running_stats=False)

norm.eval()
x = torch.tensor([[9.0], [13.0]], device=device)
