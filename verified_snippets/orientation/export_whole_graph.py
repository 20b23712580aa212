# /// snippet
# [equivalent]
# "print(*argument twice" = "a check compares with the values"
# "x = torch.ones(3*: 3 -> 4" = "any size shows it"
# "print(*: arguments swapped" = "equality has no order"
# ///
# %% setup
import torch
from torch import nn

torch.compiler.reset()


# %% card
class Gate(nn.Module):
    def forward(self, x):
        if x.sum() > 0:
            return x.sin()
        return x.cos()


gate = Gate()
x = torch.ones(3)
compiled = torch.compile(gate, backend="eager")
print(torch.equal(compiled(x), gate(x)))
try:
    torch.export.export(gate, (x,))
except RuntimeError:
    print("export refuses")
# %% output
# True
# export refuses
# %% check compile leaves to Python what fullgraph and export refuse
for sample, expected in (
    (x, x.sin()),
    (x / 4, (x / 4).sin()),
    (-x, (-x).cos()),
    (0 * x, (0 * x).cos()),
):
    assert torch.equal(gate(sample), expected)
    assert torch.equal(compiled(sample), expected)
assert printed.split("\n")[1] == "export refuses"
torch.compiler.reset()
whole = torch.compile(gate, backend="eager", fullgraph=True)
refused = False
try:
    whole(x)
except RuntimeError:
    refused = True
assert refused


# %% wrong export leaves the branch to Python, as compile does
class Gate(nn.Module):
    def forward(self, x):
        return torch.where(x.sum() > 0, x.sin(), x.cos())


gate = Gate()
x = torch.ones(3)
compiled = torch.compile(gate, backend="eager")
print(torch.equal(compiled(x), gate(x)))
torch.export.export(gate, (x,))
