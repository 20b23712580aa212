# /// snippet
# [equivalent]
# "print(*argument*" = "a check compares the two"
# ///
# %% setup
import torch
import torch.nn.functional as F
from torch import nn

# %% card
layer = nn.Linear(3, 2)
x = torch.randn(4, 3)

same = F.linear(x, layer.weight, layer.bias)
print(torch.equal(layer(x), same))
# %% output
# True
# %% check both multiply by the layer's weight and add its bias
# > With the layer's weights, it computes what the layer does,
assert printed == "True\n"
assert same.shape == (4, 2)
hand = x @ layer.weight.T + layer.bias
torch.testing.assert_close(same, hand, rtol=1e-5, atol=1e-5)
# %% check gradients reach the layer's weights
# > and gradients reach them:
assert same.requires_grad
(slope,) = torch.autograd.grad(
    same.sum(), layer.weight, retain_graph=True
)
torch.testing.assert_close(
    slope, x.sum(0).expand(2, 3), rtol=1e-4, atol=1e-4
)
# %% fact a gradient reaches the bias as well
# > and gradients reach them:
given = nn.Linear(3, 2)
F.linear(
    torch.ones(4, 3), given.weight, given.bias
).sum().backward()
assert given.weight.grad.tolist() == [[4.0] * 3] * 2
assert given.bias.grad.tolist() == [4.0, 4.0]
# %% belied only the weight gets one
assert given.bias.grad is None
# %% fact the layer's own weights are trained, moved and saved
# > `nn.Linear` keeps state: it creates and registers `weight` and,
# > by default, `bias`, so an optimizer, `.to()` and `state_dict()`
# > find them.
own = nn.Linear(3, 2)
before = {k: v.clone() for k, v in own.state_dict().items()}
assert list(before) == ["weight", "bias"]
own(torch.ones(1, 3)).sum().backward()
torch.optim.SGD(own.parameters(), lr=1.0).step()
for name, tensor in own.state_dict().items():
    torch.testing.assert_close(tensor, before[name] - 1.0)
own.to(torch.float64)
assert own.weight.dtype == own.bias.dtype == torch.float64
assert list(nn.Linear(3, 2, bias=False).state_dict()) == ["weight"]
# %% belied the layer waits until it is given weights
assert before == {}
# %% fact the function forgets the weights of the call before
# > `F.linear` keeps nothing: you pass the weights at every call.
rows, weight = torch.ones(4, 3), torch.ones(2, 3)
assert F.linear(rows, weight).tolist() == [[3.0, 3.0]] * 4
try:
    again = F.linear(rows)
except TypeError:
    again = None
assert again is None
# %% belied it goes on with the weights it got first
assert again is not None
# %% fact the function computes with the weights of an embedding
# > Use the layer for weights of its own, and the function for
# > weights from elsewhere, such as another layer's.
embed, head = nn.Embedding(5, 3), nn.Linear(3, 5)
assert head.weight is not embed.weight
F.linear(torch.ones(1, 3), embed.weight).sum().backward()
assert embed.weight.grad.tolist() == [[1.0] * 3] * 5
assert head.weight.grad is None
# %% belied a new layer begins with the embedding's weights
assert torch.equal(head.weight, embed.weight)
# %% fact a weight for the function is registered by hand
# > With functions alone, you create and register the weights
# > yourself.
plain, registered = nn.Module(), nn.Module()
plain.weight = torch.ones(2, 3, requires_grad=True)
registered.weight = nn.Parameter(torch.ones(2, 3))
for module in (plain, registered):
    F.linear(torch.ones(4, 3), module.weight).sum().backward()
    assert module.weight.grad.tolist() == [[4.0] * 3] * 2
assert list(registered.parameters()) == [registered.weight]
# %% belied a weight that the function uses is registered by that
assert len(list(plain.parameters())) == 1
# %% wrong F.linear takes the bias from the layer by itself
layer = nn.Linear(3, 2)
x = torch.randn(4, 3)

same = F.linear(x, layer.weight)
print(torch.equal(layer(x), same))
# %% wrong F.linear wants plain tensors, and nothing is lost
layer = nn.Linear(3, 2)
x = torch.randn(4, 3)

same = F.linear(x, layer.weight.data, layer.bias.data)
print(torch.equal(layer(x), same))
