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
        return sum(c * x**power for power, c in terms)


# %% check the optimizer is given every coefficient
for degree in (1, 4):
    assert len(list(Poly(degree).parameters())) == degree + 1
x = torch.tensor(3.0)
assert Poly(2)(x).item() == 1 + 3 + 9


# %% wrong a list of Parameters registers its Parameters
class Poly(nn.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = [
            nn.Parameter(torch.ones(())) for _ in range(degree + 1)
        ]

    def forward(self, x):
        terms = enumerate(self.coefficients)
        return sum(c * x**power for power, c in terms)
