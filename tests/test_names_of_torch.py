from __future__ import annotations

import sys

import pytest

from tests_support import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from prove_names import exists


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("torch.no_grad", True),
        ("torch.no_gard", False),
        ("torch.nn.BatchNorm", False),
        ("torch.optim.lr_scheduler.StepLR", True),
        ("torch.utils.data.DataLoader(num_workers=)", True),
        ("torch.utils.data.DataLoader(workers=)", False),
        ("torch.zeros(dtype=)", True),
        ("torch.zeros(dtyp=)", False),
        ("torch.nothing.at.all", False),
    ],
)
def test_torch_has_it_or_not(name: str, found: bool) -> None:
    assert exists(name) is found
