"""What building costs beside genanki alone writing the same fields: cold, after an edit, again."""

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
    """The ways to build one deck."""

    deck: str
    raw: Cost
    cold: Cost
    edited: Cost
    again: Cost


class Workshop:
    """A folder for a deck, its packages, its cache and what genanki forgets to delete."""

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
        """Build cold, then all the others in turn, so that a busy moment meets each of them."""
        cold = [self._cold() for _ in range(1 if self.long else TIMES)]
        raw, edited, again = [], [], []
        for n in range(TIMES):
            raw.append(self._cost("raw", self.folder / "ours.apkg", self.folder / "raw.apkg"))
            if n == 0 or not self.long:
                edited.append(self._edited())
            again.append(self._build())
        return Row(name, *map(_median, (raw, cold, edited, again)))

    def _cold(self) -> Cost:
        for path in sorted((self.folder / "cache").rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        return self._build()

    def _edited(self) -> Cost:
        """Build after one answer got a word more."""
        path = min(self.cards.glob("tensors*.md"))
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\n\n:source:", " Indeed.\n\n:source:", 1), encoding="utf-8")
        return self._build()

    def _build(self) -> Cost:
        return self._cost("deckgen", self.cards, self.folder / "ours.apkg")

    def _cost(self, what: str, *arguments: Path) -> Cost:
        return Cost(**json.loads(self._run(what, *arguments).splitlines()[-1]))

    def _run(self, *words: object) -> str:
        (self.folder / "tmp").mkdir(exist_ok=True)
        own = {"XDG_CACHE_HOME": "cache", "TMPDIR": "tmp"}  # genanki leaves its database in TMPDIR
        env = os.environ | {name: str(self.folder / path) for name, path in own.items()}
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
        names = "cold", "× raw", "one card edited", "× raw", "unchanged", "× raw"
        yield f"\n| {title} | raw genanki | {' | '.join(names)} |"
        yield "|---|---|---|---|---|---|---|---|"
        for row in rows:
            least = getattr(row.raw, key)
            cells = [f"{row.deck} | {least:{form}}"]
            for cost in (row.cold, row.edited, row.again):
                value = getattr(cost, key)
                cells.append(f"{value:{form}} | {value / least:.2f}")
            yield f"| {' | '.join(cells)} |"


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
