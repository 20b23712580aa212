# /// snippet
# [equivalent]
# "print(*round(*: 2 -> 3" = "three decimals print the same"
# ///
# %% setup
import torch
from torch import nn

# %% card
norm = nn.BatchNorm1d(1)
norm.running_mean.fill_(5.0)
norm.running_var.fill_(4.0)

norm.eval()
x = torch.tensor([[9.0], [13.0]])
print([round(y, 2) for y in norm(x).flatten().tolist()])
# %% output
# [2.0, 4.0]
# %% check eval() normalizes with the running statistics
expected = torch.tensor([[2.0], [4.0]])
torch.testing.assert_close(norm(x), expected, atol=1e-4, rtol=0)
# %% wrong eval() switches BatchNorm off
norm = nn.Identity()
x = torch.tensor([[9.0], [13.0]])
# %% wrong eval() normalizes with the batch's statistics
norm = nn.BatchNorm1d(1, track_running_stats=False)

norm.eval()
x = torch.tensor([[9.0], [13.0]])
