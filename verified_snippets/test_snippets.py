"""Every snippet on every device it names, each its own test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from verified_snippets.kit.bench import Bench
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.prove import SEEDS, NotProvenError, prove
from verified_snippets.kit.record import record
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


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """The process snippets run in."""
    with Bench() as opened:
        yield opened


def test_the_floor() -> None:
    """The search for snippets finds them."""
    assert len(PARSED) >= FLOOR


@pytest.mark.parametrize(("case", "device"), CASES)
def test_snippet(
    case: Snippet,
    device: str,
    bench: Bench,
    request: pytest.FixtureRequest,
) -> None:
    """The snippet is proven on the device."""
    if faults := FAULTS[case.name]:
        pytest.fail("\n".join(map(str, faults)), pytrace=False)
    _need(device, request)
    recording = request.config.getoption("--record")
    if recording and device == "cpu":
        try:
            record(case, bench.run(case, device, SEEDS[0]))
        except NotProvenError as error:
            pytest.fail(str(error), pytrace=False)
        case, _ = parse_snippet(case.path, ROOT)
    if why := _why_not(case, device, bench):
        pytest.fail(why, pytrace=False)


def _why_not(case: Snippet, device: str, bench: Bench) -> str:
    """The sentence that denies the proof; empty where it holds."""
    try:
        prove(case, device, bench.run)
    except NotProvenError as error:
        return str(error)
    return ""


def _need(device: str, request: pytest.FixtureRequest) -> None:
    """Skip, or fail where it is required, without the device."""
    if device == "cpu" or torch.cuda.is_available():
        return
    why = f"no CUDA device here (torch {torch.__version__})"
    if device in request.config.getoption("--require-device"):
        pytest.fail(why, pytrace=False)
    pytest.skip(why)
