# /// snippet
# [equivalent]
# "print(*argument twice" = "a check compares with the values"
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
# > But `torch.compile` captures graphs; here one graph holds both
# > operations of `f`.
ones = torch.ones(3)
assert printed == "True 1\n" and len(graphs) == 1
assert "sin()" in graphs[0].code
assert "cos()" in graphs[0].code
torch.testing.assert_close(compiled(x), ones.sin() + ones.cos())
# %% fact without it each operation runs when Python reaches it
# > No. PyTorch runs eagerly by default: it issues an operation as
# > soon as Python reaches it.
seen = []


def g(x):
    doubled = 2 * x
    seen.append(doubled.tolist())
    return doubled + 1


assert g(torch.ones(2)).tolist() == [3.0, 3.0]
assert seen == [[2.0, 2.0]]
# %% belied nothing is computed before the function returns
assert seen == []
# %% stated TensorFlow can't run here; its guide is the source
# > TensorFlow 2 does both as well, and captures with `tf.function`.
# %% wrong PyTorch is always eager and never captures a graph
graphs = []


def f(x):
    return x.sin() + x.cos()


x = torch.ones(3)
compiled = f
print(torch.equal(compiled(x), f(x)), len(graphs))
