"""Break the code in many places, one after another: do the tests see each fault?

    python scripts/break_code.py run --compare

tries every break of `breaks.toml` on a clone of the last commit and exits with 1 where a fault that
was seen when the list was written is not seen now. `run --out scripts/breaks.toml` writes what is
seen now, `find` tells whether every place is in the code, `choose` draws a new list.

Only tests that reach the place, and those in their files, are run; one run of all tests with a mark
at each place tells which those are, and `--notes` keeps it. A fault counts as seen by a test that
fails twice with it, and passes where the file is changed in the same place without effect.
Formatters and types do not count.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import click
from break_draw import draw
from break_places import Break, Spot, changed, find, idle, marked, read_breaks, write_breaks

HERE = Path(__file__).parent
ROOT = HERE.parent
LIST = HERE / "breaks.toml"
SEED = 60
KIT = "kit"
EACH = 5
"""Breaks a room."""
HANG = 60
"""Seconds after which a test hangs."""
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "break_watch")
ORDERLY = ("--hypothesis-seed=0", f"--timeout={HANG}", "--timeout-method=signal")
CHECKS: dict[str, list[tuple[str, ...]]] = {
    "deckgen": [("-m", "deckgen", "check")],
    KIT: [
        ("-m", "deckgen", "check"),
        ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "verified_snippets"),
        ("-m", "verified_snippets.kit.mutate"),
    ],
}
"""What the gate runs beside the tests, by the first word of a room."""


@dataclass(slots=True)
class Record:
    """What a run of all tests told."""

    reached: dict[str, list[str]] = field(default_factory=dict)
    """For the number of each break the tests that come to it."""
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def covering(self, number: int) -> list[str]:
        """The tests that come to a break."""
        return self.by_time(set(self.reached.get(str(number), ())))

    def beside(self, number: int, room: str) -> list[str]:
        """The other tests of their files: what one test makes may be what another looks at."""
        tests = set(self.covering(number))
        files = {_file(test) for test in tests}
        kit = ("tests/kit/",) if room == KIT else ()  # tests share the processes it runs in
        near = {each for each in self.seconds if _file(each) in files or each.startswith(kit)}
        return self.by_time(near - tests)

    def by_time(self, tests: set[str]) -> list[str]:
        """Tests, the fastest file of them first, and in a file the fastest test."""
        files: defaultdict[str, float] = defaultdict(float)
        for test in tests & self.seconds.keys():
            files[_file(test)] += self.seconds[test]
        return sorted(
            tests & self.seconds.keys(),
            key=lambda test: (files[_file(test)], _file(test), self.seconds[test], test),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run of tests ended."""

    code: int
    failed: str | None
    notes: list[list[str]]


class Tree:
    """A clone of the last commit, which may be broken."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="broken-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name).resolve() / "tree"
        clone = ["git", "clone", "--quiet", "--shared", str(ROOT), str(self.path)]
        subprocess.run(clone, check=True)
        watch = (HERE / "break_watch.py").read_bytes()
        (self.path / "break_watch.py").write_bytes(watch)
        (self.path / "sitecustomize.py").write_text("import break_watch\n", encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def write(self, path: Path, text: str) -> None:
        """Write a file; what was compiled of it goes, for its date may be the same."""
        path.write_text(text, encoding="utf-8")
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
            compiled.unlink()

    def call(self, arguments: Sequence[str], limit: float) -> int:
        """Run Python in the tree; the exit code, or -1 after so many seconds."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
        with (self.path / ".break_output").open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=self.path,
                env={**environment, "PYTHONPATH": str(self.path)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return -1

    def test(self, tests: Sequence[str], limit: float, *options: str) -> Outcome:
        """Run tests, and tell the first that failed or hung."""
        notes = self.path / ".break_notes"
        notes.mkdir(exist_ok=True)
        for path in list(notes.iterdir()):
            path.unlink()
        (self.path / ".break_tests").write_text("\n".join(tests), encoding="utf-8")
        asked = ("@.break_tests",) if tests else ()
        code = self.call((*PYTEST, *options, *asked), limit)
        if code == 4 and tests:  # the break gave a test another name
            return self.test(sorted({_file(test) for test in tests} - {""}), limit, *options)
        rows = [row for path in sorted(notes.iterdir()) for row in _rows(path)]
        failed = next((row[1] for row in rows if row[0] == "failed"), None)
        if failed is None and code not in (0, 5):
            failed = _hanging(rows, time.time() if code == -1 else float("inf"))
        return Outcome(code, failed, rows)


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        yield line.split("\t")


def _hanging(rows: list[list[str]], now: float) -> str | None:
    """The test that ran too long, or that the run died with."""
    began = [row for row in rows if row[0] == "began"]
    return began[-1][1] if began and now - float(began[-1][2]) > HANG + 5 else None


def _file(test: str) -> str:
    return test.partition("::")[0]


def record_tests(breaks: tuple[Break, ...], options: tuple[str, ...]) -> Record:
    """Run every test once, with a mark at the place of each break."""
    record = Record()
    with Tree() as tree:
        by_file: dict[Path, dict[int, Spot]] = {}
        for number, spot in enumerate(find(tree.path, breaks), 1):
            if isinstance(spot, Spot):
                by_file.setdefault(spot.path, {})[number] = spot
        for path, marks in by_file.items():
            tree.write(path, marked(path.read_text(encoding="utf-8"), marks))
        for row in tree.test((), 3600, *options).notes:
            if row[0] == "reached" and row[2]:
                record.reached.setdefault(row[1], []).append(row[2])
            elif row[0] == "took":
                record.seconds[row[1]] = record.seconds.get(row[1], 0.0) + float(row[2])
            elif row[0] == "failed":
                record.failed.append(row[1])
    return record


class Trial:
    """Tries breaks in two trees: one broken, one changed without effect."""

    def __init__(self, record: Record, limit: float) -> None:
        self.record = record
        self.limit = limit
        self.broken, self.whole = Tree(), Tree()

    def close(self) -> None:
        """Remove the trees."""
        for tree in (self.broken, self.whole):
            tree.__exit__()

    def try_break(self, number: int, each: Break) -> str | None:
        """The test that sees a break, "" where none does, None where time was too short."""
        (spot,), (same,) = find(self.broken.path, (each,)), find(self.whole.path, (each,))
        assert isinstance(spot, Spot)
        assert isinstance(same, Spot)
        source = spot.path.read_text(encoding="utf-8")
        self.broken.write(spot.path, changed(source, spot, each.after))
        self.whole.write(same.path, idle(source, same))
        try:
            return self._look(number, each)
        finally:
            self.broken.write(spot.path, source)
            self.whole.write(same.path, source)

    def _look(self, number: int, each: Break) -> str | None:
        end = time.monotonic() + self.limit
        decided = True
        for tests in (self.record.covering(number), self.record.beside(number, each.room)):
            while tests:
                if time.monotonic() > end:
                    decided = False
                    break
                outcome = self.broken.test(tests, max(end - time.monotonic(), 10), "-x", *ORDERLY)
                if outcome.failed is None:
                    decided = decided and outcome.code != -1
                    break
                if self._sees(outcome.failed):
                    return outcome.failed
                done = {row[1] for row in outcome.notes if row[0] == "took"} | {outcome.failed}
                tests = [t for t in tests if t not in done and _file(t) not in done]
        for check in CHECKS.get(each.room.partition("/")[0], ()):
            if self.broken.call(check, 600) > 0 and not self.whole.call(check, 600):
                return " ".join(check[1:])
        return "" if decided else None

    def _sees(self, test: str) -> bool:
        limit = 2 * HANG + 30
        again = self.broken.test((test,), limit, *ORDERLY).code
        return again not in (0, 5) and self.whole.test((test,), limit, *ORDERLY).code == 0


@click.group(help=__doc__.partition("\n")[0])
def main() -> None:
    """Draw breaks, find them, try them."""


@main.command()
@click.option("--seed", default=SEED, show_default=True)
@click.option("--each", default=EACH, show_default=True, help="Breaks a room.")
def choose(seed: int, each: int) -> None:
    """Draw a new list, none in the functions that `passed_over` of the old one names."""
    text = LIST.read_text(encoding="utf-8") if LIST.exists() else ""
    passed = tomllib.loads(text).get("passed_over", [])
    breaks = tuple(draw(ROOT, seed, each, {row["within"] for row in passed}))
    write_breaks(LIST, breaks, passed)
    click.echo(f"{len(breaks)} breaks in {len({one.room for one in breaks})} rooms")


@main.command("find")
@click.pass_context
def find_places(ctx: click.Context) -> None:
    """Tell which places are not in the code, or are there twice; exit code 1 if any."""
    if _complain(read_breaks(LIST)):
        ctx.exit(1)


@main.command()
@click.option("--only", type=int, multiple=True, help="The number of a break; may be repeated.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the list with what was seen.")
@click.option("--compare", is_flag=True, help="Exit with 1 where what was seen is not seen now.")
@click.option("--notes", type=click.Path(path_type=Path), help="Keep what tests reach; or use it.")
@click.option("--jobs", default=2, show_default=True, help="Breaks tried at a time.")
@click.option("--limit", default=300.0, show_default=True, help="Seconds of tests a break.")
@click.pass_context
def run(
    ctx: click.Context,
    only: tuple[int, ...],
    out: Path | None,
    compare: bool,
    notes: Path | None,
    jobs: int,
    limit: float,
) -> None:
    """Try the breaks, or some of them."""
    breaks = read_breaks(LIST)
    lost = _complain(breaks)
    tried = [n for n in only or range(1, len(breaks) + 1) if n not in lost]
    record = _read_record(notes, breaks, jobs)
    click.echo(f"{len(record.seconds)} tests; {len(record.failed)} fail with the marks alone")
    results = dict(_try_all(breaks, tried, record, jobs, limit, out))
    gone = [n for n in results if breaks[n - 1].seen and not results[n]]
    seen = sum(map(bool, results.values()))
    unsure = sum(result is None for result in results.values())
    click.echo(f"{seen} of {len(results)} seen, {unsure} undecided; {len(lost)} places lost")
    for n in gone:
        click.echo(f"{n}: {breaks[n - 1].within}: was seen by {breaks[n - 1].seen}")
    if lost or (compare and gone):
        ctx.exit(1)


def _complain(breaks: tuple[Break, ...]) -> set[int]:
    lost = set()
    for number, spot in enumerate(find(ROOT, breaks), 1):
        if not isinstance(spot, Spot):
            lost.add(number)
            click.echo(f"{number}: {breaks[number - 1].within}: {spot}")
    return lost


def _read_record(notes: Path | None, breaks: tuple[Break, ...], jobs: int) -> Record:
    if notes and notes.exists():
        return Record(**json.loads(notes.read_text(encoding="utf-8")))
    click.echo("running every test once …")
    record = record_tests(breaks, ("-n", str(jobs), "--dist", "worksteal"))
    if notes:
        kept = {name: getattr(record, name) for name in ("reached", "seconds", "failed")}
        notes.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return record


def _try_all(
    breaks: tuple[Break, ...],
    tried: list[int],
    record: Record,
    jobs: int,
    limit: float,
    out: Path | None,
) -> Iterator[tuple[int, str | None]]:
    """Try breaks side by side, and write each result as it comes."""
    results: dict[int, str | None] = {}
    trials: queue.Queue[Trial] = queue.Queue()
    for _ in range(jobs):
        trials.put(Trial(record, limit))
    passed = tomllib.loads(LIST.read_text(encoding="utf-8")).get("passed_over", [])
    writing = threading.Lock()

    def attempt(number: int) -> tuple[int, str | None]:
        trial, begin = trials.get(), time.monotonic()
        try:
            result = trial.try_break(number, breaks[number - 1])
        finally:
            trials.put(trial)
        with writing:
            results[number] = result
            each = breaks[number - 1]
            told = "undecided" if result is None else result or "NOT SEEN"
            click.echo(f"{number}: {each.room}: {each.within}: {told}"
                       f" ({time.monotonic() - begin:.0f} s)")  # fmt: skip
            if out:
                now = (
                    replace(one, seen=results.get(n, one.seen)) for n, one in enumerate(breaks, 1)
                )
                write_breaks(out, tuple(now), passed)
        return number, result

    try:
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(attempt, tried)
    finally:
        while not trials.empty():
            trials.get().close()


if __name__ == "__main__":
    main()
