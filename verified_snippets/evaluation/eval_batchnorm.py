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
# > `eval()` does not disable BatchNorm. The layer still
# > normalizes, now with its running statistics: (9 - 5) / √4 = 2
# > and (13 - 5) / √4 = 4.
assert not norm.training
expected = torch.tensor([[2.0], [4.0]])
torch.testing.assert_close(norm(x), expected, atol=1e-4, rtol=0)
assert printed == "[2.0, 4.0]\n"
# %% fact training mode takes the batch's statistics
# > With the statistics of this batch, as in training mode, it
# > would be -1 and 1.
y = nn.BatchNorm1d(1)(torch.tensor([[9.0], [13.0]])).flatten()
expected = torch.tensor([-1.0, 1.0])
torch.testing.assert_close(y, expected, atol=1e-4, rtol=0)
# %% belied the mode makes no difference
assert [round(value, 2) for value in y.tolist()] == [2.0, 4.0]
# %% fact without running statistics there is one way only
# > A layer made with `track_running_stats=False` normalizes with
# > the batch in evaluation mode too.
layer = nn.BatchNorm1d(1, track_running_stats=False).eval()
y = layer(torch.tensor([[9.0], [13.0]])).flatten()
expected = torch.tensor([-1.0, 1.0])
torch.testing.assert_close(y, expected, atol=1e-4, rtol=0)
# %% belied it does nothing in evaluation mode
assert y.tolist() == [9.0, 13.0]
# %% wrong eval() switches BatchNorm off
norm = nn.Identity()
x = torch.tensor([[9.0], [13.0]])
print([round(y, 2) for y in norm.eval()(x).flatten().tolist()])
# %% wrong eval() normalizes with the batch's statistics
norm = nn.BatchNorm1d(1, track_running_stats=False)

norm.eval()
x = torch.tensor([[9.0], [13.0]])
print([round(y, 2) for y in norm(x).flatten().tolist()])
# %% wrong it divides by the running variance, not by its root
norm = nn.BatchNorm1d(1)
norm.running_mean.fill_(5.0)
norm.running_var.fill_(16.0)

norm.eval()
x = torch.tensor([[9.0], [13.0]])
print([round(y, 2) for y in norm(x).flatten().tolist()])
