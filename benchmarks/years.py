"""What the commands over all reviews cost after years, beside SQLite on the same log.

`years.py 200000` sets `stats`, `history` and `doctor` against programs that ask SQLite for the
same; `--against CHECKOUT` runs another checkout of this project in the same turns. Each is a
process of its own, timed from its start to its end, and each has its own copy of one store.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent.parent
CARDS, ROUNDS = 3_000, 3
COLUMNS = "reviews.columns"
READ_MODEL = """
create table answers as
select cast(strftime('%s', at) as integer) / 86400 as day, card, row ->> 'grade' as grade,
    row ->> 'ms' as ms, coalesce(row ->> '$.before.phase', 'new') as phase,
    coalesce(julianday(row ->> '$.before.due') - julianday(row ->> '$.before.last'), 0) >= 21
    as mature
from log
"""
"""What the columns hold, as SQLite makes it of the log's JSON."""
COUNT = """
select day, card, phase, mature, grade, count(*), sum(ms) from answers
group by day, card, phase, mature, grade
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command."""

    first: float
    """Seconds until its first output."""
    wall: float
    processor: float
    memory: float
    """The most it held, in MiB."""


def run(command: list[str], checkout: Path) -> Run:
    """Run a command of a checkout to its end."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    began = time.perf_counter()
    # in the checkout: `python -m` takes the package of the folder it is started in
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=checkout)
    assert process.stdout
    process.stdout.read(1)
    first = time.perf_counter() - began
    while process.stdout.read(1 << 20):
        pass
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    wall = time.perf_counter() - began
    return Run(first, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def fill(folder: Path, reviews: int) -> None:
    """The same log in a store and in SQLite; in a process of its own, which holds it all."""
    from grade import fill_sqlite, fill_store, past

    log = past(CARDS, reviews)
    fill_store(folder / "store", log)
    fill_sqlite(folder / "log.db", log)


def ask_sqlite(what: str, path: Path) -> None:
    """What a command prints, as SQLite answers it."""
    with closing(sqlite3.connect(path)) as database:
        if what == "make":
            database.execute("drop table if exists answers")
            database.execute(READ_MODEL)
            database.commit()
        if what in ("make", "count"):
            print(len(database.execute(COUNT).fetchall()))
        if what == "history":
            for row in database.execute("select card, at, row from log order by at"):
                print(*row)
        if what == "check":
            print(database.execute("pragma integrity_check").fetchone()[0])
            print(database.execute("select sum(json_valid(row)) from log").fetchone()[0])


def measure(folder: Path, other: Path | None) -> dict[str, dict[str, list[Run]]]:
    """All runs, by what is asked and who is."""
    checkouts = {"quiz": HERE} | ({"before": other} if other else {})
    stores = {name: shutil.copytree(folder / "store", folder / name) for name in checkouts}
    asked = {
        "stats, first": ("stats --json", "make"),
        "stats": ("stats --json", "count"),
        "history": ("history", "history"),
        "doctor": ("doctor", "check"),
    }
    runs: dict[str, dict[str, list[Run]]] = {what: {} for what in asked}
    for _ in range(ROUNDS):
        for what, (words, query) in asked.items():
            for name, checkout in checkouts.items():
                if what == "stats, first":
                    (stores[name] / COLUMNS).unlink(missing_ok=True)
                command = [sys.executable, "-m", "quizapp", "--data", str(stores[name])]
                done = run([*command, *words.split()], checkout)
                runs[what].setdefault(name, []).append(done)
            command = [
                sys.executable,
                str(Path(__file__).resolve()),
                "sqlite",
                query,
                str(folder / "log.db"),
            ]
            runs[what].setdefault("SQLite", []).append(run(command, HERE))
    return runs


def middle(runs: list[Run], name: str) -> float:
    """The median of one number."""
    return float(statistics.median(getattr(each, name) for each in runs))


def report(reviews: int, runs: dict[str, dict[str, list[Run]]]) -> None:
    """Print the table; a ratio is of the processor seconds."""
    print(f"| {reviews:,} reviews | first output | whole | processor | MiB | ratio to the quiz |")
    print("|---|---|---|---|---|---|")
    for what, by_name in runs.items():
        ours = middle(by_name["quiz"], "processor")
        for name, each in by_name.items():
            first, wall, processor, memory = (
                middle(each, column) for column in ("first", "wall", "processor", "memory")
            )
            cells = f"{first:.2f} s | {wall:.2f} s | {processor:.2f} s | {memory:.0f}"
            print(f"| {what}: {name} | {cells} | {processor / ours:.2f} |")


def main() -> None:
    """Fill a store and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reviews", type=int, nargs="?", default=200_000)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        command = [sys.executable, __file__, "fill", str(folder), str(arguments.reviews)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(HERE)})
        other = arguments.against and arguments.against.resolve()
        report(arguments.reviews, measure(folder, other))
    print(f"\nload after {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ["sqlite"]:
        ask_sqlite(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
