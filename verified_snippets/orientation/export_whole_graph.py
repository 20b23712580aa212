# /// snippet
# [equivalent]
# "print(*argument twice" = "a check compares with the values"
# "if x.sum() > 0*: sum -> mean" = "a mean has the sign of its sum"
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
except RuntimeError as problem:
    refusal = str(problem)
    print("export refuses")
# %% output
# True
# export refuses
# %% check compile leaves to Python what fullgraph and export refuse
# > and lets Python choose, so the results stay right.
# >
# > so it refuses:
# >
# > Compiled with `fullgraph=True`, `gate` refuses the branch as
# > well, at its first call.
ones = torch.ones(3)
assert torch.equal(x, ones)
for sample, expected in (
    (ones, ones.sin()),
    (ones / 4, (ones / 4).sin()),
    (-ones, (-ones).cos()),
    (0 * ones, (0 * ones).cos()),
):
    assert torch.equal(gate(sample), expected)
    assert torch.equal(compiled(sample), expected)
assert printed == "True\nexport refuses\n"
assert "in forward" in refusal, "export refuses the call"
torch.compiler.reset()
whole = torch.compile(gate, backend="eager", fullgraph=True)
refused = False
try:
    whole(x)
except RuntimeError:
    refused = True
assert refused
# %% fact compile makes two graphs, before and after the branch
# > Here `torch.compile` breaks the graph at the branch
torch.compiler.reset()
graphs = []


def keep(graph, _inputs):
    graphs.append(graph.code)
    return graph.forward


torch.compile(Gate(), backend=keep)(torch.ones(3))
torch.compiler.reset()
before, after = graphs
assert "sum" in before and "sin" not in before
assert "sin" in after and "cos" not in after
# %% belied the graph holds both sides
assert "sin" in before + after and "cos" in before + after
# %% fact an exported choice is one graph with both sides
# > `torch.export` has to deliver one graph for both outcomes,
# >
# > To export the choice, write it as an operation, with
# > `torch.where` or `torch.cond`.


class Where(nn.Module):
    def forward(self, x):
        return torch.where(x.sum() > 0, x.sin(), x.cos())


class Cond(nn.Module):
    def forward(self, x):
        return torch.cond(x.sum() > 0, torch.sin, torch.cos, (x,))


ones, refused = torch.ones(3), []
for model in (Where(), Cond(), Gate()):
    try:
        program = torch.export.export(model, (ones,))
    except RuntimeError:
        refused.append(type(model))
        continue
    run = program.module()
    assert torch.equal(run(ones), ones.sin())
    assert torch.equal(run(-ones), (-ones).cos())
assert refused == [Gate]
# %% belied no choice can be exported
assert refused == [Where, Cond, Gate]


# %% wrong export leaves the branch to Python, as compile does
class Gate(nn.Module):
    def forward(self, x):
        return torch.where(x.sum() > 0, x.sin(), x.cos())


gate = Gate()
x = torch.ones(3)
compiled = torch.compile(gate, backend="eager")
print(torch.equal(compiled(x), gate(x)))
torch.export.export(gate, (x,))


# %% wrong compile keeps the branch of the first input
class Gate(nn.Module):
    def forward(self, x):
        if x.sum() > 0:
            return x.sin()
        return x.cos()


gate = Gate()
x = torch.ones(3)
compiled = torch.compile(torch.sin, backend="eager")
print(torch.equal(compiled(x), gate(x)))
try:
    torch.export.export(gate, (x,))
except RuntimeError:
    print("export refuses")
