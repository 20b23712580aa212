"""Throw generated decks at `deckgen check` and `build`: no traceback, no hang, whatever they hold.

    python scripts/fuzz.py --count 100000

Input N of a seed is always the same deck, so a run goes on with `--start N`, and one failure comes
back with `--start N --count 1`. Every failure is named with its place in the code, and its deck is
kept below `--keep`. Exit code 1 if there is any.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType

import click
from click.testing import CliRunner
from fuzz_decks import Files, Seeds, make_input, read_seeds

from deckgen.backends.anki.package import write_package
from deckgen.checks.check import check_library
from deckgen.cli import main as deckgen

MEMORY = 4 * 2**30
STAMP = 1_700_000_000


class Slow(BaseException):
    """The time of an input is up; a BaseException, which no code of ours may swallow."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one input led to."""

    outcome: str
    """`problems`, `built`, or the failure with its place in the code."""
    seconds: float
    failed: bool = False


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise Slow in the block after so much processor time, however busy the machine is."""
    before = signal.signal(signal.SIGPROF, _ring)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)  # again, where a callback swallowed it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _ring(_: int, __: FrameType | None) -> None:
    raise Slow


def lay_out(files: Files, folder: Path) -> None:
    """Write a deck below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def try_functions(folder: Path) -> str:
    """Check a deck and, where nothing is wrong with it, build it."""
    checked = check_library(folder / "cards", folder / "verified_snippets")
    for problem in checked.problems:
        str(problem).encode()
    if checked.problems:
        return "problems"
    write_package(checked, folder / "deck.apkg", STAMP)
    return "built"


def try_commands(folder: Path) -> str:
    """The same through the commands, in this process."""
    for words in (["check", "--format", "github"], ["check", "--json"], ["build", "-o", "x.apkg"]):
        if words[-1] == "x.apkg":
            words[-1] = str(folder / "x.apkg")
        done = CliRunner().invoke(deckgen, [*words, "--cards", str(folder / "cards")])
        if done.exc_info and not isinstance(done.exception, (SystemExit, type(None))):
            raise done.exception
        if done.exit_code not in (0, 1):
            raise AssertionError(f"{words[0]} ends with {done.exit_code}: {done.stderr}")
        if "--json" in words:
            json.loads(done.stdout)
    return "problems" if done.exit_code else "built"


def try_process(folder: Path) -> str:
    """The same as a person does."""
    for words in (["check"], ["build", "-o", str(folder / "y.apkg")]):
        call = [sys.executable, "-m", "deckgen", *words, "--cards", str(folder / "cards")]
        done = subprocess.run(call, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode not in (0, 1) or "Traceback" in done.stderr:
            raise AssertionError(f"{words[0]} ends with {done.returncode}: {done.stderr[-300:]}")
    return "problems" if done.returncode else "built"


def watch(n: int, folder: Path, limit: float) -> Seen:
    """Run one laid-out input the way its number says, and note how it ends."""
    run = try_process if n % 2000 == 1999 else try_commands if n % 50 == 49 else try_functions
    factor = {try_functions: 1, try_commands: 3}.get(run, 60)
    start = time.process_time()
    try:
        with limited(limit * factor):
            outcome, failed = run(folder), False
    except Slow as slow:
        outcome, failed = f"over {limit * factor:g} s: {_where(slow)}", True
    except Exception as error:
        outcome, failed = f"{type(error).__name__}: {error!s:.80} {_where(error)}", True
    return Seen(outcome, time.process_time() - start, failed)


def _where(error: BaseException) -> str:
    """The innermost lines of our own code that an error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "deckgen" in f.filename or "kit" in f.filename]
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in ours[:-4:-1])


def run_all(
    seeds: Seeds, seed: int, numbers: range, limit: float, keep: Path
) -> Iterator[tuple[int, Seen]]:
    """Every input of a range with what it led to; failing ones are kept."""
    for n in numbers:
        files = make_input(Random(f"{seed}:{n}"), seeds)
        with tempfile.TemporaryDirectory() as folder:
            lay_out(files, Path(folder))
            seen = watch(n, Path(folder), limit)
        if seen.failed:
            lay_out(files, keep / f"{seed}-{n}")
        yield n, seen


@click.command()
@click.option("--count", default=1000, show_default=True, help="How many inputs.")
@click.option("--start", default=0, show_default=True, help="The number of the first input.")
@click.option("--seed", default=1, show_default=True)
@click.option("--limit", default=2.0, show_default=True, help="Seconds of processor time for one.")
@click.option("--keep", type=click.Path(path_type=Path), default=Path("dist/fuzz"))
def main(count: int, start: int, seed: int, limit: float, keep: Path) -> None:
    """Check and build generated decks; name whatever ends in a traceback or takes too long."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    outcomes: Counter[str] = Counter()
    slowest, at = 0.0, start
    failures = 0
    began = time.perf_counter()
    for n, seen in run_all(read_seeds(), seed, range(start, start + count), limit, keep):
        outcomes[seen.outcome] += 1
        if seen.seconds > slowest and n % 50 != 49:
            slowest, at = seen.seconds, n
        if seen.failed:
            failures += 1
            if outcomes[seen.outcome] == 1:
                print(f"{seed}:{n} {seen.outcome}; kept in {keep}/{seed}-{n}", flush=True)
        if (n + 1 - start) % 5000 == 0:
            print(f"{n + 1 - start} inputs, {time.perf_counter() - began:.0f} s", flush=True)
    seconds = time.perf_counter() - began
    print(f"seed {seed}, inputs {start} to {start + count - 1}: {seconds:.0f} s")
    print(f"slowest check and build: {at}, {slowest:.2f} s")
    for outcome, times in outcomes.most_common():
        print(f"{times:7} {outcome}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
