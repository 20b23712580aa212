# /// snippet
# warns = ["UserWarning: To copy construct from a tensor"]
# [equivalent]
# "print(*: doubled -> x" = "both require grad"
# ///
# %% setup
import torch

# %% card
x = torch.ones(2, requires_grad=True)
doubled = 2 * x
y = torch.tensor(doubled)
print(doubled.requires_grad, y.requires_grad)
# %% output
# True False
# %% check torch.tensor copies the values and drops the graph
# > `torch.tensor(doubled)` copies the values into a new leaf
# > outside the graph: no gradient flows back to `x`. The warning
# > recommends `detach().clone()`,
assert x.requires_grad and doubled.grad_fn is not None
assert y.tolist() == doubled.tolist() == [2.0, 2.0]
assert y.data_ptr() != doubled.data_ptr()
assert y.is_leaf and not y.requires_grad and y.grad_fn is None
assert any("detach().clone()" in words for words in warned)
assert printed == "True False\n"
# %% fact detach() and clone() do the same
# > which does the same here. To copy and stay in the graph, write
# > `doubled.clone()`;
made = torch.ones(2, requires_grad=True)
product = 2 * made
copy, clone = product.detach().clone(), product.clone()
assert copy.tolist() == clone.tolist() == [2.0, 2.0]
assert len({t.data_ptr() for t in (product, copy, clone)}) == 3
assert copy.is_leaf and not copy.requires_grad
clone.sum().backward()
assert made.grad.tolist() == [2.0, 2.0]
# %% belied a clone is outside the graph
assert not clone.requires_grad
# %% fact stack stays in the graph
# > to join tensors and stay in it, `torch.stack`.
parts = [torch.ones(2, requires_grad=True) for _ in range(2)]
joined = torch.stack(parts)
(3 * joined).sum().backward()
assert joined.tolist() == [[1.0, 1.0], [1.0, 1.0]]
assert [part.grad.tolist() for part in parts] == [[3.0, 3.0]] * 2
# %% belied joining drops the graph
assert not joined.requires_grad
# %% wrong torch.tensor of a tensor stays in the graph
x = torch.ones(2, requires_grad=True)
doubled = 2 * x
y = doubled.clone()
print(doubled.requires_grad, y.requires_grad)
# %% wrong torch.tensor of a tensor shares its memory
x = torch.ones(2, requires_grad=True)
doubled = 2 * x
y = doubled.detach()
print(doubled.requires_grad, y.requires_grad)
# %% wrong torch.tensor keeps requires_grad
x = torch.ones(2, requires_grad=True)
doubled = 2 * x
y = doubled.detach().clone().requires_grad_()
print(doubled.requires_grad, y.requires_grad)
