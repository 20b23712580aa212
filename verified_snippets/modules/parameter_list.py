# %% setup
import torch
from torch import nn

from verified_snippets.kit import device


# %% card
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = nn.ParameterList(
            nn.Parameter(torch.ones((), device=device))
            for _ in range(degree + 1)
        )

    def forward(self, x):
        terms = enumerate(self.coefficients)
        return sum(c * x**power for power, c in terms)


# %% check the optimizer is given every coefficient
for degree in (1, 4):
    assert len(list(Poly(degree).parameters())) == degree + 1
x = torch.tensor(3.0, device=device)
assert Poly(2)(x).item() == 1 + 3 + 9


# %% wrong a list of Parameters registers its Parameters
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = [
            nn.Parameter(torch.ones((), device=device))
            for _ in range(degree + 1)
        ]

    def forward(self, x):
        terms = enumerate(self.coefficients)
        return sum(c * x**power for power, c in terms)
