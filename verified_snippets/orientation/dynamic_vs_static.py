# /// snippet
# [equivalent]
# "print(*: arguments swapped" = "equality has no order"
# ///
# %% setup
import torch

# %% card
graphs = []


def keep(graph, _inputs):
    graphs.append(graph)
    return graph.forward


def f(x):
    return x.sin() + x.cos()


x = torch.ones(3)
compiled = torch.compile(f, backend=keep)
print(torch.equal(compiled(x), f(x)), len(graphs))
# %% output
# True 1
# %% check torch.compile captures the function as one graph
ones = torch.ones(3)
assert len(graphs) == 1
assert "sin()" in graphs[0].code
assert "cos()" in graphs[0].code
torch.testing.assert_close(compiled(x), ones.sin() + ones.cos())
# %% wrong PyTorch is always eager and never captures a graph
graphs = []


def f(x):
    return x.sin() + x.cos()


x = torch.ones(3)
compiled = f
print(torch.equal(compiled(x), f(x)), len(graphs))
