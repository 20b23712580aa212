"""Whether torch says of each forbidden name what the list says."""

from __future__ import annotations

import importlib.metadata
import warnings

import pytest

from deckgen.checks.lint.forbidden import FORBIDDEN, Forbidden, find_forbidden
from verified_snippets.kit.snippet import release_of

UNSEEN = {"pretrained="}
"""Names of torchvision, which is not installed where the tests run."""
PRELUDE = """
import torch
from torch import nn
from torch.nn import functional as F
one, eye, layer = torch.ones(1), torch.eye(2), nn.Linear(2, 2)
layer(eye).sum().backward()
"""
WARN = {
    "torch.cuda.amp": "torch.cuda.amp.autocast()",
    "torch.cpu.amp": "torch.cpu.amp.autocast()",
    "volatile=": "torch.autograd.Variable(one, volatile=True)",
    "torch.range": "torch.range(0, 3)",
    "torch.set_default_tensor_type": "torch.set_default_tensor_type(torch.FloatTensor)",
    "size_average=": "nn.MSELoss(size_average=False)",
    "reduce=": "nn.MSELoss(reduce=False)",
    "F.upsample": "F.upsample(torch.ones(1, 1, 2, 2), scale_factor=2)",
    "torch.jit.script": "torch.jit.script(layer)",
    "torch.jit.trace": "torch.jit.trace(layer, eye)",
    "clip_grad_norm": "nn.utils.clip_grad_norm(layer.parameters(), 1.0)",
    "nn.utils.weight_norm": "nn.utils.weight_norm(nn.Linear(2, 2))",
    "get_lr()": "s = torch.optim.lr_scheduler.StepLR(torch.optim.SGD([one]), 1); s.get_lr()",
    ".storage()": "one.storage()",
    "sdp_kernel": "torch.backends.cuda.sdp_kernel()",
    "nn.init.uniform": "nn.init.uniform(eye)",
    "nn.init.normal": "nn.init.normal(eye)",
    "nn.init.constant": "nn.init.constant(eye, 1.0)",
    "nn.init.eye": "nn.init.eye(eye)",
    "nn.init.dirac": "nn.init.dirac(torch.ones(2, 2, 2))",
    "nn.init.orthogonal": "nn.init.orthogonal(eye)",
    "nn.init.sparse": "nn.init.sparse(eye, 0.5)",
    "nn.init.xavier_uniform": "nn.init.xavier_uniform(eye)",
    "nn.init.xavier_normal": "nn.init.xavier_normal(eye)",
    "nn.init.kaiming_uniform": "nn.init.kaiming_uniform(eye)",
    "nn.init.kaiming_normal": "nn.init.kaiming_normal(eye)",
    "torch.cholesky": "torch.cholesky(eye)",
    "torch.chain_matmul": "torch.chain_matmul(eye, eye)",
    "torch.lu": "torch.lu(eye)",
    "torch.qr": "torch.qr(eye)",
    "torch.triangular_solve": "torch.triangular_solve(eye, eye)",
}
LATER = {"torch.jit.script", "torch.jit.trace"}
"""These warn in torch 2.13, but not in the oldest torch of the range."""
GONE = {
    "torch.eig": "torch.eig(eye)",
    "torch.lstsq": "torch.lstsq(eye, eye)",
    "torch.matrix_rank": "torch.matrix_rank(eye)",
    "torch.solve": "torch.solve(eye, eye)",
    "torch.symeig": "torch.symeig(eye)",
}
DOCUMENTED = {
    "register_backward_hook": "torch.nn.Module.register_backward_hook",
    "torch.norm": "torch.norm",
    "torch.svd": "torch.svd",
}
MISLEADING = {
    "Variable": "assert type(torch.autograd.Variable(one)) is torch.Tensor",
    ".data": """
w = torch.ones(2, requires_grad=True)
y = w.exp()
y.data.zero_()
y.sum().backward()
assert w.grad.tolist() == [0.0, 0.0]
""",
    "torch.Tensor()": """
assert torch.Tensor(3).shape == (3,) and torch.Tensor([3]).shape == (1,)
assert torch.FloatTensor(3).shape == (3,)
""",
}


def run(program: str) -> list[str]:
    """The warnings of a program."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        exec(PRELUDE + program, {})
    return [f"{w.category.__name__}: {w.message}" for w in caught]


def test_every_forbidden_name_has_its_evidence() -> None:
    seen = [*WARN, *GONE, *DOCUMENTED, *MISLEADING, *UNSEEN]
    assert sorted(seen) == sorted(entry.name for entry in FORBIDDEN)


@pytest.mark.parametrize("name", WARN)
def test_torch_warns_of_it(name: str) -> None:
    version = importlib.metadata.version("torch")
    if name in LATER and release_of(version) < (2, 13):
        pytest.skip(f"torch {version} does not warn of it yet")
    said = run(WARN[name])
    assert any(
        word in warning for warning in said for word in ("deprecated", "removed", "get_last_lr")
    ), said


@pytest.mark.parametrize("name", GONE)
def test_torch_has_it_no_more(name: str) -> None:
    with pytest.raises(RuntimeError, match="is now removed"):
        run(GONE[name])


@pytest.mark.parametrize("name", DOCUMENTED)
def test_torch_calls_it_deprecated_in_its_documentation(name: str) -> None:
    import torch  # here, for it takes seconds

    assert "deprecated" in str(eval(DOCUMENTED[name], {"torch": torch}).__doc__)


@pytest.mark.parametrize("name", MISLEADING)
def test_it_does_what_nobody_expects_and_says_nothing(name: str) -> None:
    assert run(MISLEADING[name]) == []


@pytest.mark.parametrize("entry", FORBIDDEN, ids=lambda entry: entry.name)
def test_what_is_to_be_written_instead_is_not_forbidden_itself(entry: Forbidden) -> None:
    assert find_forbidden(entry.instead) == []
