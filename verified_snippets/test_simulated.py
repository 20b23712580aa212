"""Every device-generic snippet on a pretend accelerator: a lint for
those without a GPU, which proves nothing and enters no ledger."""

from __future__ import annotations

import importlib.metadata
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from verified_snippets.kit.bench import Bench
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.prove import (
    SEEDS,
    NotProvenError,
    judge_run,
)
from verified_snippets.kit.snippet import Snippet

DEVICE = "simgpu"
HOOK = "_setup_privateuseone_for_python_backend"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make each snippet that names CUDA a case."""
    if "generic" not in metafunc.fixturenames:
        return
    root = metafunc.config.getoption("--snippets")
    version = importlib.metadata.version("torch")
    cases = [
        pytest.param(snippet, id=snippet.name)
        for path in find_snippets(root)
        for snippet, faults in [parse_snippet(path, root)]
        if "cuda" in snippet.devices and not faults
        if snippet.gpus == 1 and snippet.holds_on(version)
    ]
    metafunc.parametrize("generic", cases)


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """A process that proves nothing: torch is changed in it."""
    # here, for the CPU alone starts sooner without
    import torch
    from torch.utils import backend_registration as registration

    if not hasattr(registration, HOOK):
        pytest.skip(f"torch {torch.__version__} has no {HOOK}")
    with Bench() as opened:
        yield opened


@pytest.fixture(scope="module")
def gaps(request: pytest.FixtureRequest) -> dict[str, str]:
    """What the pretend device lacks, a reason a snippet."""
    root: Path = request.config.getoption("--snippets")
    path = root / "simulated_gaps.toml"
    if not path.exists():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.simulated
def test_simulated(
    generic: Snippet, bench: Bench, gaps: dict[str, str]
) -> None:
    """The snippet does on the device what its cells say."""
    gap = gaps.get(generic.name)
    why = _why_not(generic, bench)
    if gap and not why:
        why = f"{generic.path}:1: no longer a gap: remove it"
    elif gap:
        pytest.xfail(gap)
    if why:
        pytest.fail(why, pytrace=False)


@pytest.mark.simulated
def test_every_gap_is_a_snippets(
    gaps: dict[str, str], request: pytest.FixtureRequest
) -> None:
    """No gap outlives its snippet."""
    root = request.config.getoption("--snippets")
    parsed = [
        parse_snippet(path, root)[0] for path in find_snippets(root)
    ]
    generic = {s.name for s in parsed if "cuda" in s.devices}
    assert gaps.keys() <= generic


def _why_not(generic: Snippet, bench: Bench) -> str:
    try:
        # many times slower than a device: time is no verdict here
        patient = replace(generic, timeout=10 * generic.timeout)
        run = bench.run(patient, DEVICE, SEEDS[0])
        judge_run(generic, DEVICE, run)
    except NotProvenError as error:
        return str(error)
    return ""
