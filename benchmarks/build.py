"""What building a deck costs, beside genanki alone writing the same fields."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

HERE = Path(__file__).parent
SIZES = (300, 3_000, 30_000)
TIMES = 5
"""How often each runs, for the median; what takes minutes runs once."""
STAMP = "1790000000"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build took after its imports."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of processor, which other work on the machine lengthens little."""
    peak: float
    """The most memory the process held, in MiB."""


@dataclass(frozen=True, slots=True)
class Row:
    """One deck, written by genanki alone and built by us."""

    deck: str
    raw: Cost
    ours: Cost


class Workshop:
    """A folder for a deck, its packages, and the files that genanki forgets to delete."""

    def __init__(self, folder: Path, notes: int | None) -> None:
        self.folder = folder
        self.cards = folder / "deck" / "cards"
        self.long = (notes or 0) > 3_000
        if notes:
            self._run("multiply", folder / "deck", notes)
        else:
            for part in ("cards", "verified_snippets"):
                shutil.copytree(HERE.parent / part, folder / "deck" / part)

    def measure(self, name: str) -> Row:
        """Build in turn, so that a busy moment meets both."""
        ours, raw = [], []
        for _ in range(1 if self.long else TIMES):
            ours.append(self._build())
            raw.append(self._cost("raw", self.folder / "ours.apkg", self.folder / "raw.apkg"))
        return Row(name, _median(raw), _median(ours))

    def _build(self) -> Cost:
        return self._cost("deckgen", self.cards, self.folder / "ours.apkg")

    def _cost(self, what: str, *arguments: Path) -> Cost:
        return Cost(**json.loads(self._run(what, *arguments).splitlines()[-1]))

    def _run(self, *words: object) -> str:
        (self.folder / "tmp").mkdir(exist_ok=True)
        env = os.environ | {"TMPDIR": str(self.folder / "tmp")}  # genanki leaves its database there
        command = [sys.executable, str(HERE / "one_build.py"), *map(str, words)]
        done = subprocess.run(
            command, env=env | {"SOURCE_DATE_EPOCH": STAMP}, capture_output=True, text=True
        )
        for path in (self.folder / "tmp").iterdir():
            path.unlink()
        if done.returncode:
            raise SystemExit(done.stderr)
        return done.stderr


def _median(costs: list[Cost]) -> Cost:
    values = {field.name: [getattr(cost, field.name) for cost in costs] for field in fields(Cost)}
    return Cost(**{name: statistics.median(those) for name, those in values.items()})


def table(rows: list[Row]) -> Iterator[str]:
    """The rows as Markdown."""
    for title, key, form in (
        ("processor seconds", "cpu", ".3f"),
        ("seconds", "wall", ".3f"),
        ("peak memory, MiB", "peak", ".0f"),
    ):
        yield f"\n| {title} | raw genanki | deckgen build | × raw |"
        yield "|---|---|---|---|"
        for row in rows:
            raw, ours = getattr(row.raw, key), getattr(row.ours, key)
            yield f"| {row.deck} | {raw:{form}} | {ours:{form}} | {ours / raw:.2f} |"


def main() -> None:
    """Print the tables; sizes may be named, as `build.py 300 3000`."""
    print(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    rows = []
    for notes in (None, *sizes):
        with tempfile.TemporaryDirectory() as folder:
            name = f"{notes} notes" if notes else "our deck"
            rows.append(Workshop(Path(folder), notes).measure(name))
    print("\n".join(table(rows)))


if __name__ == "__main__":
    main()
