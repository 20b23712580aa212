"""Options of the proof: whose snippets, which device must be there,
where passes are entered, and whether printed text is recorded."""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import os
import re
from collections.abc import Generator
from pathlib import Path

import pytest

from verified_snippets.kit import ledger
from verified_snippets.kit.parse import find_snippets, name_of
from verified_snippets.kit.snippet import DEVICES

ROOT = Path(__file__).parent
PLACE = re.compile(r"^(.+\.py):(\d+): (.+)$", re.MULTILINE)

PASSED = pytest.StashKey[dict[str, ledger.Proof]]()
FAILED = pytest.StashKey[set[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("snippets")
    group.addoption(
        "--snippets",
        type=_folder,
        default=ROOT,
        metavar="DIR",
        help="prove the snippets below this folder, not our own",
    )
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


def _folder(word: str) -> Path:
    if not (path := Path(word).resolve()).is_dir():
        raise argparse.ArgumentTypeError(f"no folder: {word}")
    return path


def pytest_configure(config: pytest.Config) -> None:
    """Begin with nothing passed and nothing failed."""
    config.stash[PASSED] = {}
    config.stash[FAILED] = set()
    # not in pytest.ini: that of another's project takes its place
    for device in DEVICES:
        line = f"{device}: proves a snippet on this device"
        config.addinivalue_line("markers", line)
    line = "simulated: runs a snippet on a pretend accelerator"
    config.addinivalue_line("markers", line)


def pytest_report_header() -> str:
    """Say which torch proves."""
    return f"torch {importlib.metadata.version('torch')}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note a pass or a failure of a snippet; a skip is neither, and
    no other test than the proof counts."""
    report = yield
    proof_test = getattr(item, "originalname", "") == "test_snippet"
    case = getattr(item, "callspec", None)
    counts = proof_test and item.config.getoption("--ledger")
    key = case.id if case and counts else ""
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
    """Amend the ledger, where one was named.

    What is gone goes, if the ledger is that of these snippets."""
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
    root = session.config.getoption("--snippets")
    if path.resolve().is_relative_to(root.resolve()):
        known = {
            name_of(file, root) for file in find_snippets(root)
        }
        gone = {
            k for k in proofs if k.rpartition("-")[0] not in known
        }
        proofs = {k: p for k, p in proofs.items() if k not in gone}
    path.parent.mkdir(parents=True, exist_ok=True)
    ledger.write_ledger(path, proofs)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter,
) -> None:
    """On GitHub, show each failure at the snippet's own line."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    workspace = os.environ.get("GITHUB_WORKSPACE", ".")
    for report in terminalreporter.getreports("failed"):
        for file, line, what in PLACE.findall(report.longreprtext):
            where = os.path.relpath(file, workspace)
            message = what.replace("%", "%25")
            terminalreporter.write_line(
                f"::error file={where},line={line}::{message}"
            )
