"""Options of the proof: which device must be there, where passes
are entered, and whether printed text is recorded."""

from __future__ import annotations

import datetime
from collections.abc import Generator
from pathlib import Path

import pytest

from verified_snippets.kit import ledger
from verified_snippets.kit.parse import find_snippets, name_of
from verified_snippets.kit.snippet import DEVICES

ROOT = Path(__file__).parent

PASSED = pytest.StashKey[dict[str, ledger.Proof]]()
FAILED = pytest.StashKey[set[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("snippets")
    group.addoption(
        "--require-device",
        choices=DEVICES,
        action="append",
        default=[],
        help="fail, instead of skip, where this device is missing",
    )
    group.addoption(
        "--ledger",
        type=Path,
        help="enter passes in this file, delete failures",
    )
    group.addoption(
        "--record",
        action="store_true",
        help="write what snippets print on the CPU into them",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Begin with nothing passed and nothing failed."""
    config.stash[PASSED] = {}
    config.stash[FAILED] = set()


def pytest_report_header() -> str:
    """Say which torch proves, and on what."""
    import torch

    if not torch.cuda.is_available():
        return f"torch {torch.__version__}, no CUDA device"
    return (
        f"torch {torch.__version__}, {torch.cuda.get_device_name()}"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note a pass or a failure of a snippet; a skip is neither."""
    report = yield
    case = getattr(item, "callspec", None)
    key = case.id if case else ""
    if key and report.failed:
        item.config.stash[FAILED].add(key)
    elif key and report.when == "call" and report.passed:
        proof = _proof(item, round(call.duration, 3))
        item.config.stash[PASSED][key] = proof
    return report


def _proof(item: pytest.Item, seconds: float) -> ledger.Proof:
    import torch

    params = item.callspec.params  # type: ignore[attr-defined]
    cuda = params["device"] == "cuda"
    return ledger.Proof(
        snippet=params["case"].digest,
        harness=ledger.harness_digest(),
        torch=torch.__version__,
        device=torch.cuda.get_device_name() if cuda else "cpu",
        capability=".".join(
            map(str, torch.cuda.get_device_capability())
        )
        if cuda
        else "",
        date=datetime.datetime.now(datetime.UTC).date().isoformat(),
        seconds=seconds,
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Amend the ledger, where one was named; what is gone goes."""
    path = session.config.getoption("--ledger")
    if path is None:
        return
    stash = session.config.stash
    passed = {
        key: proof
        for key, proof in stash[PASSED].items()
        if key not in stash[FAILED]
    }
    proofs = ledger.amend(
        ledger.read_ledger(path), passed, stash[FAILED]
    )
    known = {name_of(file, ROOT) for file in find_snippets(ROOT)}
    ledger.write_ledger(
        path,
        {
            key: proof
            for key, proof in proofs.items()
            if key.rpartition("-")[0] in known
        },
    )
