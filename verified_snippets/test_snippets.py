"""Every snippet on every device it names, each its own test."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from pathlib import Path

import pytest

from verified_snippets.kit.bench import Bench
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.prove import (
    MORE_SEEDS,
    SEEDS,
    NotProvenError,
    prove,
)
from verified_snippets.kit.record import record
from verified_snippets.kit.snippet import Fault, Snippet

ROOT = Path(__file__).parent
FLOOR = 150
"""The least number of snippets there must be, raised with the deck:
a search that finds nothing must not pass."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make each snippet a case on every device it names."""
    if "case" not in metafunc.fixturenames:
        return
    root = metafunc.config.getoption("--snippets")
    cases = [
        pytest.param(
            snippet,
            faults,
            device,
            id=f"{snippet.name}-{device}",
            marks=getattr(pytest.mark, device),
        )
        for path in find_snippets(root)
        for snippet, faults in [parse_snippet(path, root)]
        for device in snippet.devices
    ]
    metafunc.parametrize(("case", "faults", "device"), cases)


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """The process snippets run in."""
    with Bench() as opened:
        yield opened


def test_the_floor(request: pytest.FixtureRequest) -> None:
    """The search for snippets finds them."""
    root = request.config.getoption("--snippets")
    least = FLOOR if root.samefile(ROOT) else 1
    assert len(find_snippets(root)) >= least


def test_snippet(
    case: Snippet,
    faults: list[Fault],
    device: str,
    bench: Bench,
    request: pytest.FixtureRequest,
) -> None:
    """The snippet is proven on the device."""
    if faults:
        pytest.fail("\n".join(map(str, faults)), pytrace=False)
    need(case, device, request.config.getoption("--require-device"))
    recording = request.config.getoption("--record")
    if recording and device == "cpu":
        try:
            record(case, bench.run(case, device, SEEDS[0]))
        except NotProvenError as error:
            pytest.fail(str(error), pytrace=False)
        root = request.config.getoption("--snippets")
        case, _ = parse_snippet(case.path, root)
    entering = request.config.getoption("--ledger")
    seeds = MORE_SEEDS if entering else SEEDS
    seconds, why = _prove(case, device, bench, seeds)
    request.node.user_properties.append(("seconds", seconds))
    if why:
        pytest.fail(why, pytrace=False)


def _prove(
    case: Snippet,
    device: str,
    bench: Bench,
    seeds: tuple[int, ...],
) -> tuple[float, str]:
    """The snippet's own seconds, and the sentence that denies the
    proof; it is empty where the proof holds."""
    try:
        seconds = prove(case, device, bench.run, seeds)
        return round(seconds, 4), ""
    except NotProvenError as error:
        return 0.0, str(error)


def need(case: Snippet, device: str, required: list[str]) -> None:
    """Skip where the snippet is for another torch or for more GPUs;
    skip, or fail where it is required, without the device."""
    version = importlib.metadata.version("torch")
    if not case.holds_on(version):
        pytest.skip(
            f"it is {case.releases}; this is torch {version}"
        )
    if device == "cpu":
        return
    import torch  # here, for the CPU alone starts sooner without

    count = torch.cuda.device_count()
    if not torch.cuda.is_available():
        why = f"no CUDA device here (torch {torch.__version__})"
        if device in required:
            pytest.fail(why, pytrace=False)
        pytest.skip(why)
    if count < case.gpus:
        pytest.skip(f"it needs {case.gpus} GPUs, here are {count}")
