"""Records how Anki schedules: years of reviews through its own engine, under a clock we set.

    python scripts/record_parity.py        # writes tests/data/parity/anki-<version>.jsonl

It needs the `anki` package and libfaketime (Debian: apt install faketime), because Anki's engine
asks the machine for the time. The dice are seeded: the same Anki gives the same file.
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from anki.cards import CardId
    from anki.collection import Collection as AnkiCollection
    from anki.scheduler.v3 import SchedulingState

TABLES = Path(__file__).parent.parent / "tests" / "data" / "parity"
ZONE = "Europe/Berlin"
START = datetime(2026, 1, 5, 18, tzinfo=ZoneInfo(ZONE))
END = datetime(2039, 1, 1, tzinfo=ZoneInfo(ZONE))
CARDS = 56
REVIEWS = 22
"""Of each card, where they fit before the end."""
MINUTE, HOUR, DAY = 60, 3600, 86_400
LIBRARIES = (
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/faketime/libfaketime.so.1",
    "/usr/lib64/faketime/libfaketime.so.1",
    "/opt/homebrew/lib/faketime/libfaketime.1.dylib",
)
COLUMNS = ["card", "at", "grade", "stability", "difficulty", "phase"]
COLUMNS += ["days", "seconds", "lapses", "dice"]
CLOCK = "FAKETIME_TIMESTAMP_FILE"


@dataclass(slots=True)
class Learner:
    """Answers and comes back as a person might: mostly on time, sometimes years late."""

    dice: Random = field(default_factory=lambda: Random(20260105))

    def grade(self) -> int:
        """One of Anki's keys."""
        return self.dice.choices((1, 2, 3, 4), (15, 15, 55, 15))[0]

    def comes_back(self, now: int, due: int, *, step: bool) -> int:
        """When a card is answered next: after a step soon, else on some day at some hour."""
        if step and self.dice.random() < 0.9:
            return max(now, due) + self.dice.randrange(5 * MINUTE)
        if self.dice.random() < 0.08:
            return now + self.dice.randrange(MINUTE, 6 * HOUR)
        wait = max(0, due - now)
        factor = self.dice.choice((0.3, 0.9, 1, 1, 1, 1, 1, 1.05, 1.2, 2.5))
        moment = now + int(wait * factor) + self.dice.randrange(-6 * HOUR, 18 * HOUR)
        if self.dice.random() < 0.08:
            # So late that a step of ten minutes ends on the next day.
            night = datetime.fromtimestamp(moment, ZoneInfo(ZONE)).replace(hour=3, minute=55)
            moment = int(night.timestamp())
        return max(now + MINUTE, moment)


def set_clock(file: Path, moment: int) -> None:
    """Write a moment, in seconds since 1970, where libfaketime reads it."""
    beside = file.with_suffix(".new")
    beside.write_text(f"{moment}\n")
    beside.replace(file)


def record(collection: AnkiCollection, clock: Path) -> Iterator[list[object]]:
    """Every answer and what Anki made of it, in the order of time."""
    learner = Learner()
    start = int(START.timestamp())
    cards = [add_card(collection) for _ in range(CARDS)]
    waiting = [(start + n * (3 * DAY // 2 + 311), n) for n in range(CARDS)]
    left = dict.fromkeys(range(CARDS), REVIEWS)
    while waiting:
        now, n = heapq.heappop(waiting)
        set_clock(clock, now)
        grade = learner.grade()
        row, due = describe(collection, cards[n], answer(collection, cards[n], grade), now)
        yield [n, now, grade, *row]
        left[n] -= 1
        again = learner.comes_back(now, due, step=row[2] != "review")
        if left[n] and again < END.timestamp():
            heapq.heappush(waiting, (again, n))


def add_card(collection: AnkiCollection) -> CardId:
    """A new card."""
    note = collection.new_note(collection.models.by_name("Basic") or {})
    note["Front"] = "front"
    collection.add_note(note, collection.decks.get_current_id())
    return note.cards()[0].id


def answer(collection: AnkiCollection, card: CardId, grade: int) -> SchedulingState:
    """What Anki makes of a card by a grade."""
    from anki.scheduler.v3 import CardAnswer, Scheduler

    assert isinstance(collection.sched, Scheduler)
    states = collection._backend.get_scheduling_states(card)
    asked = collection.get_card(card)
    asked.start_timer()
    rating = CardAnswer.Rating.ValueType(grade - 1)
    built = collection.sched.build_answer(card=asked, states=states, rating=rating)
    collection.sched.answer_card(built)
    return built.new_state


def describe(
    collection: AnkiCollection, card: CardId, state: SchedulingState, now: int
) -> tuple[list[object], int]:
    """What the table says of a card after an answer, and when it is due."""
    phase = state.normal.WhichOneof("kind")
    kept = getattr(state.normal, phase or "")
    review = kept.review if phase == "relearning" else kept
    wait = kept.learning if phase == "relearning" else kept
    stored = collection.get_card(card)
    days = 0 if stored.queue == 1 else stored.due - collection.sched.today
    # As it is stored, for the next answer starts from there.
    assert collection.db
    data = collection.db.scalar("select data from cards where id = ?", card)
    memory = json.loads(data)
    row = [
        memory["s"],
        memory["d"],
        phase,
        days,
        0 if phase == "review" else wait.scheduled_secs,
        0 if phase == "learning" else review.lapses,
        round(dice_of(collection, card), 7),
    ]
    return row, now + (days * DAY if days else wait.scheduled_secs)


def dice_of(collection: AnkiCollection, card: CardId) -> float:
    """The throw, from 0 to 1, by which Anki spread the intervals of the last answer.

    Anki tells only how many days an interval is moved by it; many intervals narrow it down.
    """
    low, high = 0.0, 1.0
    for interval in range(20_000, 34_000, 197):
        # Beyond twenty days an interval strays by a day, by what the shorter bands add, and by
        # a twentieth of what is more.
        delta = 2.975 + 0.05 * (interval - 20)
        ends = interval - delta, interval + delta
        if any(abs(end % 1 - 0.5) < 0.02 for end in ends):
            continue  # could be rounded either way
        first, last = (math.floor(end + 0.5) for end in ends)
        moved = collection._backend.fuzz_delta(card_id=card, interval=interval)
        place, places = interval + moved - first, last - first + 1
        low, high = max(low, place / places), min(high, (place + 1) / places)
    assert low < high + 1e-4  # Anki reckons with 32 bits, so the ends may cross by a hair
    return (low + high) / 2


def open_collection(folder: Path) -> AnkiCollection:
    """An empty collection that schedules with FSRS, its fuzz on and its load balancer off."""
    from anki.collection import Collection as AnkiCollection

    collection = AnkiCollection(str(folder / "collection.anki2"))
    collection.set_config("fsrs", True)
    collection.set_config("rollover", 4)
    collection._backend.set_load_balancer_enabled(False)
    return collection


def write_table(path: Path) -> None:
    """Play all histories and write the table; the process runs under libfaketime."""
    with tempfile.TemporaryDirectory() as folder:
        collection = open_collection(Path(folder))
        head = {
            "anki": version("anki"),
            "zone": ZONE,
            "rollover": 4,
            "columns": COLUMNS,
        }
        rows = record(collection, Path(os.environ[CLOCK]))
        lines = [json.dumps(head), *(json.dumps(row) for row in rows)]
        collection.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines) - 1} reviews")


def faked(library: str, clock: Path) -> dict[str, str]:
    """The environment in which the clock is what the file says."""
    return os.environ | {
        "LD_PRELOAD": library,
        "TZ": ZONE,
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_FMT": "%s",
        CLOCK: str(clock),
    }


def main() -> int:
    """Start the process whose clock is ours; refuses where that cannot be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--to", type=Path, help="the file to write")
    path = parser.parse_args().to
    try:
        anki = version("anki")
    except PackageNotFoundError:
        print("The anki package is missing: pip install anki", file=sys.stderr)
        return 1
    path = path or TABLES / f"anki-{anki}.jsonl"
    if CLOCK in os.environ:
        write_table(path)
        return 0
    library = next(filter(os.path.exists, LIBRARIES), None)
    if library is None:
        print("libfaketime is missing: apt install faketime", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        clock = Path(folder) / "clock"
        set_clock(clock, int(START.timestamp()))
        command = [sys.executable, __file__, "--to", str(path)]
        return subprocess.run(command, env=faked(library, clock), check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
