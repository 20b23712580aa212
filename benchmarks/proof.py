"""What proving costs beside what the snippets themselves take: the gate's own command, once."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from verified_snippets.kit.fork import can_fork
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.prove import SEEDS

SNIPPETS = Path(__file__).parent.parent / "verified_snippets"
IMPORT = "import time; t = time.perf_counter(); import torch; print(time.perf_counter() - t)"
RATIO, PROJECTED, SECONDS = 1.5, 300, 90.0
"""The goals: at most so much more than the snippets' own time, and so long for so many."""


@dataclass(frozen=True, slots=True)
class Proving:
    """One run of `pytest verified_snippets -m cpu`, taken apart."""

    snippets: int
    wall: float
    """The whole command, interpreter start to exit."""
    cases: float
    """Its cases as pytest times them; the first includes the start of the worker."""
    own: float
    """The runs within the worker, as the snippets' own clock has it."""
    workers: int
    torch: float
    """One import of torch in a fresh process."""

    @property
    def ratio(self) -> float:
        """The command against what no bench could save: the runs, and torch once a worker."""
        return self.wall / (self.own + self.workers * self.torch)

    @property
    def projected(self) -> float:
        """Seconds for a deck of 300: the fixed costs stay, each snippet costs what one does now."""
        start = self.wall - self.cases + self.torch
        return start + (self.cases - self.torch) / self.snippets * PROJECTED


def measure() -> Proving:
    """Prove the deck once, and import torch before and after."""
    imports = [_import_torch() for _ in range(3)]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", str(SNIPPETS), "-q", "-m", "cpu"]
        began = time.perf_counter()
        subprocess.run([*command, f"--junitxml={report}"], check=True, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - began
        cases = [case for case in ET.parse(report).iter("testcase") if case.find("properties")]
    imports += [_import_torch() for _ in range(2)]
    return Proving(
        snippets=len(cases),
        wall=wall,
        cases=sum(float(case.attrib["time"]) for case in cases),
        own=sum(float(p.attrib["value"]) for case in cases for p in case.iter("property")),
        workers=1 + _isolated_runs(),
        torch=statistics.median(imports),
    )


def _import_torch() -> float:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def _isolated_runs() -> int:
    """How many runs ask for a worker of their own, where they are not forked."""
    if can_fork():
        return 0
    found = (parse_snippet(path, SNIPPETS)[0] for path in find_snippets(SNIPPETS))
    return sum(len(SEEDS) + len(s.wrongs) for s in found if s.isolate and "cpu" in s.devices)


def main() -> None:
    """Print the table."""
    load = os.getloadavg()[0]
    found = measure()
    least = found.own + found.workers * found.torch
    print(f"| {found.snippets} snippets on {os.cpu_count()} cores, load before {load:.1f} | |")
    print("|---|---|")
    print(f"| the snippets' own runs | {found.own:.2f} s |")
    imports = f"torch imported in {found.workers} worker(s), {found.torch:.2f} s each"
    print(f"| and {imports} | {least:.2f} s |")
    print(f"| `pytest verified_snippets -m cpu` | {found.wall:.2f} s |")
    print(f"| ratio of the last two (goal: below {RATIO}) | {found.ratio:.2f} |")
    goal = f"{PROJECTED} snippets (goal: below {SECONDS:.0f} s)"
    print(f"| projection for {goal} | {found.projected:.1f} s |")


if __name__ == "__main__":
    main()
