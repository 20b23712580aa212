# %% setup
import torch
from torch import nn


# %% card
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = nn.ParameterList(
            nn.Parameter(torch.ones(())) for _ in range(degree + 1)
        )

    def forward(self, x):
        terms = enumerate(self.coefficients)
        return sum(c * x**n for n, c in terms)


# %% check the optimizer is given every coefficient
# > `nn.ParameterList` registers its Parameters.
for degree in (1, 4):
    given = list(Poly(degree).parameters())
    assert sum(p.numel() for p in given) == degree + 1, (
        "the optimizer does not get every coefficient"
    )
    saved = Poly(degree).state_dict().values()
    assert sum(t.numel() for t in saved) == degree + 1, (
        "state_dict() does not hold every coefficient"
    )
poly = Poly(2)
value = poly(torch.tensor(3.0))
assert abs(value.item() - 13.0) < 1e-4, "1 + 3 + 9 is 13"
assert value.requires_grad, "no gradient can be computed"
torch.testing.assert_close(
    poly(torch.tensor([3.0, 2.0, 1.0])).detach(),
    torch.tensor([13.0, 7.0, 3.0]),
    rtol=1e-5,
    atol=1e-4,
    msg="every element of x has a value of its own",
)
value.backward()
gradients = [p.grad for p in poly.parameters()]
assert all(g is not None for g in gradients), (
    "a coefficient gets no gradient"
)
slopes = sorted(x for g in gradients for x in g.flatten().tolist())
for slope, expected in zip(slopes, [1.0, 3.0, 9.0]):
    assert abs(slope - expected) < 1e-4, "wrong gradients"
with torch.no_grad():
    for p in poly.parameters():
        p.mul_(2.0)
again = poly(torch.tensor(3.0)).item()
assert abs(again - 26.0) < 1e-4, (
    "what is trained is not what forward() uses"
)
# %% fact a module finds attributes, and modules in attributes
# > A module registers a Parameter assigned as an attribute, but
# > none in a Python list or dict.
# >
# > `nn.ParameterList` registers its Parameters.
net, weight = nn.Module(), nn.Parameter(torch.ones(1))
net.listed, net.named = [weight], {"weight": weight}
assert not list(net.parameters())
net.listed = nn.ParameterList([weight])
assert isinstance(net.listed, nn.Module)
assert [n for n, _ in net.named_parameters()] == ["listed.0"]
other = nn.Module()
other.weight = weight
assert [n for n, _ in other.named_parameters()] == ["weight"]
# %% belied the dict's Parameters are found too
names = net.named_parameters(remove_duplicate=False)
assert [n for n, _ in names] == ["listed.0", "named.weight"]
# %% fact beside other parameters the list is silently not trained
# > If the module has others, the list silently stays untrained.
net = nn.Linear(1, 1)
net.coefficients = [nn.Parameter(torch.ones(1))]
before = net.bias.item()
optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
(net(torch.ones(1)) + net.coefficients[0]).backward()
optimizer.step()
assert net.bias.item() != before
assert net.coefficients[0].grad.item() == 1.0
assert net.coefficients[0].item() == 1.0
# %% belied what gets a gradient is trained
assert net.coefficients[0].item() == 0.0


# %% also one Parameter holds all
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = nn.Parameter(torch.ones(degree + 1))

    def forward(self, x):
        terms = enumerate(self.coefficients)
        return sum(c * x**n for n, c in terms)


# %% also each is registered under a name
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        for power in range(degree + 1):
            self.register_parameter(
                f"c{power}", nn.Parameter(torch.ones(()))
            )

    def forward(self, x):
        named = self.named_parameters()
        return sum(c * x ** int(name[1:]) for name, c in named)


# %% also a dictionary of Parameters, and Horner's rule
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = nn.ParameterDict(
            {
                str(n): nn.Parameter(torch.ones(()))
                for n in range(degree + 1)
            }
        )

    def forward(self, x):
        value = 0
        for c in reversed(list(self.coefficients.values())):
            value = value * x + c
        return value


# %% wrong a list of Parameters registers its Parameters
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = [
            nn.Parameter(torch.ones(())) for _ in range(degree + 1)
        ]

    def forward(self, x):
        terms = enumerate(self.coefficients)
        return sum(c * x**n for n, c in terms)


# %% wrong a stack made in __init__ follows its Parameters
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = nn.ParameterList(
            nn.Parameter(torch.ones(())) for _ in range(degree + 1)
        )
        self.stacked = torch.stack(list(self.coefficients))

    def forward(self, x):
        terms = enumerate(self.stacked)
        return sum(c * x**n for n, c in terms)


# %% wrong a parameters() of one's own registers the list
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = [
            nn.Parameter(torch.ones(())) for _ in range(degree + 1)
        ]

    def parameters(self, recurse=True):
        return iter(self.coefficients)

    def forward(self, x):
        terms = enumerate(self.coefficients)
        return sum(c * x**n for n, c in terms)


# %% wrong the sum runs over the coefficients alone
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = nn.Parameter(torch.ones(degree + 1))

    def forward(self, x):
        powers = torch.arange(len(self.coefficients))
        return (self.coefficients * x**powers).sum()


# %% wrong detach() in forward() is harmless
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = nn.ParameterList(
            nn.Parameter(torch.ones(())) for _ in range(degree + 1)
        )

    def forward(self, x):
        terms = enumerate(self.coefficients)
        return sum(c.detach() * x**n for n, c in terms)


# %% wrong a dictionary registers its Parameters
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = {
            power: nn.Parameter(torch.ones(()))
            for power in range(degree + 1)
        }

    def forward(self, x):
        terms = self.coefficients.items()
        return sum(c * x**n for n, c in terms)
