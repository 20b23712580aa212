"""Every snippet on every device it names, each its own test."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import torch

from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.prove import SEEDS, prove
from verified_snippets.kit.record import record
from verified_snippets.kit.run import run_snippet
from verified_snippets.kit.snippet import Fault, Snippet

ROOT = Path(__file__).parent
FLOOR = 150
"""The least number of snippets there must be, raised with the deck:
a search that finds nothing must not pass."""

PARSED = [parse_snippet(path, ROOT) for path in find_snippets(ROOT)]
FAULTS: dict[str, list[Fault]] = {s.name: f for s, f in PARSED}
CASES = [
    pytest.param(
        snippet,
        device,
        id=f"{snippet.name}-{device}",
        marks=getattr(pytest.mark, device),
    )
    for snippet, _ in PARSED
    for device in snippet.devices
]

torch.set_num_threads(1)  # small tensors: a thread pool costs more


def test_the_floor() -> None:
    """The search for snippets finds them."""
    assert len(PARSED) >= FLOOR


@pytest.mark.parametrize(("case", "device"), CASES)
def test_snippet(
    case: Snippet, device: str, request: pytest.FixtureRequest
) -> None:
    """The snippet is proven on the device."""
    __tracebackhide__ = True
    if faults := FAULTS[case.name]:
        pytest.fail("\n".join(map(str, faults)), pytrace=False)
    _need(device, request)
    if request.config.getoption("--record") and device == "cpu":
        run = run_snippet(case, device, SEEDS[0])
        if record(case, run.printed, run.error):
            case, _ = parse_snippet(case.path, ROOT)
    prove(case, device, rewrite=_show_values)


def _need(device: str, request: pytest.FixtureRequest) -> None:
    """Skip, or fail where it is required, without the device."""
    if device == "cpu" or torch.cuda.is_available():
        return
    why = f"no CUDA device here (torch {torch.__version__})"
    if device in request.config.getoption("--require-device"):
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


def _show_values(
    tree: ast.Module, source: bytes, path: str
) -> None:
    """Let a failed assertion of a check show its values."""
    try:
        from _pytest.assertion.rewrite import rewrite_asserts
    except ImportError:  # pytest's own, so it may go
        return
    rewrite_asserts(tree, source, path)
