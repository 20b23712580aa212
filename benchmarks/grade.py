"""What a durable grade costs beside SQLite and Anki's own backend, and what a start costs.

One process a cell holds the same cards and the same log in all three; the grades alternate, so
that a busy moment of the machine meets each of them. Another checkout of this project is set
against this one in pairs of processes, one after the other, for the same reason.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.model import Grade, Memory, Review, State
from quizapp.store import ReviewStore

SIZES = ((3_000, 10_000), (30_000, 100_000), (30_000, 500_000))
GRADES = 300
STARTS = 7
PAIRS = 7
TOOK = timedelta(seconds=4)
SCHEDULER = Scheduler(LearnerDays(None))


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


# --- the same past for all three -----------------------------------------------------------------


def past(cards: int, reviews: int) -> list[Review]:
    """A log in the order of time, whose cards are all due by now."""
    rng, known, log = random.Random(1), dict[int, Memory](), []
    at = clock() - timedelta(days=400)
    step = timedelta(days=390) / reviews
    for n in range(reviews):
        card, at = n if n < cards else rng.randrange(cards), at + step
        before = known.get(card)
        days = 1 + rng.random() * 8
        after = Memory(
            *(days, 1 + rng.random() * 9, at + timedelta(days=days), at, State.REVIEW),
            reps=before.reps + 1 if before else 1,
        )
        known[card] = after
        log.append(Review(f"card-{card}", Grade(rng.randint(2, 4)), at, TOOK, before, after))
    return log


def fill_store(root: Path, log: list[Review]) -> None:
    """The log as the quiz keeps it, with the snapshot that closing leaves."""
    from quizapp.store.codec import CARDS, review_facts, write_memory
    from quizapp.store.encoding import stamp
    from quizapp.store.journal.event import Event, write_event

    (root / "journal").mkdir(parents=True)
    with (root / "journal" / f"{log[0].at.year}.laptop.jsonl").open("wb") as file:
        for each in log:
            put = {CARDS: {each.card: write_memory(each.after)}}
            file.write(write_event(Event(stamp(each.at), {**review_facts(each), "put": put})))
    ReviewStore(root, device="laptop", clock=clock).close()


def fill_sqlite(path: Path, log: list[Review]) -> None:
    """The log as two tables."""
    from quizapp.store.codec import review_facts, write_memory
    from quizapp.store.encoding import dump, stamp

    database = open_sqlite(path)
    database.execute("create table cards (id text primary key, row text)")
    database.execute("create table log (at text, card text, row text)")
    for each in log:
        facts, row = dump(review_facts(each)), dump(write_memory(each.after))
        database.execute("insert into log values (?, ?, ?)", (stamp(each.at), each.card, facts))
        database.execute("insert or replace into cards values (?, ?)", (each.card, row))
    database.commit()
    database.close()


def open_sqlite(path: Path) -> sqlite3.Connection:
    """A database that keeps what it has acknowledged."""
    database = sqlite3.connect(path, isolation_level="DEFERRED")
    database.execute("pragma journal_mode = wal")
    database.execute("pragma synchronous = full")
    return database


def fill_anki(path: Path, cards: int, log: list[Review]) -> None:
    """A collection of as many due cards and as long a log."""
    from anki.collection import AddNoteRequest
    from anki.collection import Collection as AnkiCollection

    collection = AnkiCollection(str(path))
    model, deck = collection.models.by_name("Basic"), collection.decks.id("Default")
    assert model
    assert deck
    assert collection.db
    notes = []
    for n in range(cards):
        note = collection.new_note(model)
        note.fields = [f"question {n}", f"answer {n}"]
        notes.append(note)
    collection.add_notes([AddNoteRequest(note, deck) for note in notes])
    ids = collection.db.list("select id from cards order by id")
    collection.db.execute("update cards set type = 2, queue = 2, due = 0, ivl = 8, reps = 3")
    rows = [
        (int(each.at.timestamp() * 1000) + n, ids[int(each.card[5:])], -1, int(each.grade))
        for n, each in enumerate(log)
    ]
    collection.db.executemany("insert into revlog values (?, ?, ?, ?, 8, 4, 2500, 4000, 1)", rows)
    config = collection.decks.config_dict_for_deck_id(deck)
    config["rev"]["perDay"] = 9_999
    collection.decks.update_config(config)
    collection.close()


# --- one grade -----------------------------------------------------------------------------------


def grade_quiz(root: Path) -> tuple[Callable[[int], None], Callable[[int], None]]:
    """Get the card, reckon its future, keep the answer; then, what a session asks for beside it."""
    store = ReviewStore(root, device="laptop", clock=clock)
    known, began = store.memories(), clock()
    cards = list(known)

    def grade(n: int) -> None:
        store.refresh()
        card, now = cards[n * 7 % len(cards)], clock()
        before = known[card]
        after = SCHEDULER.preview(before, now)[Grade.GOOD]
        store.record(Review(card, Grade.GOOD, now, TOOK, before, after))

    def around(_: int) -> None:
        nonlocal known
        known = store.memories()
        store.reviews(since=began)

    return grade, around


def grade_sqlite(path: Path) -> Callable[[int], None]:
    """The same in one transaction: get the card, reckon, change it, log the answer."""
    from quizapp.store.codec import review_facts, write_memory
    from quizapp.store.encoding import dump, stamp

    database = open_sqlite(path)
    cards = [card for (card,) in database.execute("select id from cards")]

    def grade(n: int) -> None:
        card, now = cards[n * 7 % len(cards)], clock()
        database.execute("begin immediate")
        row = json.loads(
            database.execute("select row from cards where id = ?", (card,)).fetchone()[0]
        )
        due, last = datetime.fromisoformat(row["due"]), datetime.fromisoformat(row["last"])
        before = Memory(
            *(row["s"], row["d"], due, last, State(row["phase"])),
            *(row["step"], row["reps"], row["lapses"]),
        )
        after = SCHEDULER.preview(before, now)[Grade.GOOD]
        facts = dump(review_facts(Review(card, Grade.GOOD, now, TOOK, before, after)))
        database.execute("update cards set row = ? where id = ?", (dump(write_memory(after)), card))
        database.execute("insert into log values (?, ?, ?)", (stamp(now), card, facts))
        database.commit()

    return grade


def grade_anki(path: Path) -> Callable[[int], None]:
    """The backend's own: it also keeps undo and the deck's counts."""
    from anki.cards import CardId
    from anki.collection import Collection as AnkiCollection
    from anki.scheduler.v3 import CardAnswer
    from anki.scheduler.v3 import Scheduler as AnkiScheduler

    collection = AnkiCollection(str(path))
    scheduler = collection.sched
    assert isinstance(scheduler, AnkiScheduler)

    def grade(_: int) -> None:
        queued = scheduler.get_queued_cards(fetch_limit=1).cards[0]
        card = collection.get_card(CardId(queued.card.id))
        card.start_timer()
        scheduler.answer_card(
            scheduler.build_answer(card=card, states=queued.states, rating=CardAnswer.GOOD)
        )

    grade(0)  # the first builds the queue
    return grade


# --- one start, in a process of its own ----------------------------------------------------------


def start_quiz(root: Path) -> int:
    """Open, and know all that a queue is built from."""
    store = ReviewStore(root, device="laptop", clock=clock)
    tomorrow = clock() + timedelta(days=1)
    return sum(memory.due < tomorrow for memory in store.memories().values())


def start_anki(path: Path) -> int:
    """Open, and have the first card."""
    from anki.collection import Collection as AnkiCollection
    from anki.scheduler.v3 import Scheduler as AnkiScheduler

    collection = AnkiCollection(str(path))
    assert isinstance(collection.sched, AnkiScheduler)
    return len(collection.sched.get_queued_cards(fetch_limit=1).cards)


def resident() -> float:
    """The most memory this process has held, in MiB; getrusage would count its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def start(what: str, path: Path) -> None:
    """Print how long a start took after its imports, the memory it needed, and the processor.

    In milliseconds and MiB.
    """
    if what == "anki":
        import anki.collection
        import anki.scheduler.v3  # noqa: F401
    empty = resident()
    began, worked = time.perf_counter(), time.process_time()
    {"quiz": start_quiz, "anki": start_anki}[what](path)
    took, work = time.perf_counter() - began, time.process_time() - worked
    print(json.dumps([took * 1000, resident(), resident() - empty, work * 1000]))
    sys.stdout.flush()
    os._exit(0)


# --- another checkout beside this one ------------------------------------------------------------


def grades(root: Path) -> None:
    """Grade once for each line that comes in, and print the milliseconds at the end.

    Of a grade, its processor time, what is asked beside it, and the processor time of that.
    """
    ways = grade_quiz(root)
    times: list[list[float]] = [[], [], [], []]
    print("ready", flush=True)
    for n, _ in enumerate(sys.stdin):
        for way, took, work in zip(ways, times[::2], times[1::2], strict=True):
            began, worked = time.perf_counter(), time.process_time()
            way(n)
            work.append((time.process_time() - worked) * 1000)
            took.append((time.perf_counter() - began) * 1000)
        print("done", flush=True)
    print(json.dumps([statistics.median(each) for each in times]))


def program(checkout: Path, *arguments: str) -> subprocess.Popen[str]:
    """A checkout's own copy of this file: an older one has other names to drive."""
    command = [sys.executable, str(checkout / "benchmarks/grade.py"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment)


def pair(checkouts: list[Path], filled: Path, folder: Path) -> list[list[float]]:
    """Milliseconds of a start, a grade and what is asked beside it, each with its processor time.

    Each checkout has a fresh copy of one store. They grade in turn, a grade at a time, so that a
    processor that changes its speed meets both; a start is the fastest of three.
    """
    copies = [folder / f"{n}" for n, _ in enumerate(checkouts)]
    starts: list[list[list[float]]] = [[] for _ in checkouts]
    for copy in copies:
        shutil.copytree(filled, copy)
    for _ in range(3):
        for checkout, copy, kept in zip(checkouts, copies, starts, strict=True):
            took, *_, work = json.loads(
                program(checkout, "start", "quiz", str(copy)).communicate()[0]
            )
            kept.append([took, work])
    graders = [
        program(checkout, "grades", str(copy))
        for checkout, copy in zip(checkouts, copies, strict=True)
    ]
    for grader in graders:
        assert grader.stdout
        grader.stdout.readline()
    for n in range(GRADES):
        for grader in graders[:: -1 if n % 2 else 1]:
            assert grader.stdin
            assert grader.stdout
            grader.stdin.write("\n")
            grader.stdin.flush()
            grader.stdout.readline()
    times = [json.loads(grader.communicate()[0]) for grader in graders]
    for copy in copies:
        shutil.rmtree(copy)
    return [[*min(kept), *grade] for kept, grade in zip(starts, times, strict=True)]


def compare(other: Path, sizes: list[tuple[int, ...]]) -> None:
    """Print the medians of seven pairs of this checkout and another one, as Markdown."""
    here = Path(__file__).parents[1]
    names = "start", "start, processor", "grade", "grade, processor", "asked", "asked, processor"
    print(f"\n| ms | here | {other.name} | ratio, median of {PAIRS} pairs | least, most |"
          "\n|---|---|---|---|---|")  # fmt: skip
    for cards, reviews in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
            folder = Path(name)
            fill_store(folder / "filled", past(cards, reviews))
            ours, theirs = list[list[float]](), list[list[float]]()
            for n in range(PAIRS):
                turn = -1 if n % 2 else 1  # who starts first alternates, too
                times = pair([here, other][::turn], folder / "filled", folder)[::turn]
                ours.append(times[0])
                theirs.append(times[1])
        columns = zip(names, zip(*ours, strict=True), zip(*theirs, strict=True), strict=True)
        for what, our, their in columns:
            ratios = [one / two for one, two in zip(our, their, strict=True)]
            cells = (
                f"{cards // 1000} k / {reviews // 1000} k, {what}",
                *(f"{statistics.median(each):.2f}" for each in (our, their, ratios)),
                f"{min(ratios):.2f}, {max(ratios):.2f}",
            )
            print(f"| {' | '.join(cells)} |", flush=True)


# --- the tables ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One size."""

    name: str
    grades: dict[str, list[float]]
    """Milliseconds of each grade."""
    starts: dict[str, list[list[float]]]
    """Milliseconds, MiB in all, MiB more than after the imports, and processor time."""


def measure(cards: int, reviews: int, folder: Path) -> Row:
    """Fill all three, then start and grade them in turn."""
    log = past(cards, reviews)
    fill_store(folder / "quiz", log)
    fill_sqlite(folder / "log.db", log)
    fill_anki(folder / "log.anki2", cards, log)
    del log
    paths = {"quiz": folder / "quiz", "anki": folder / "log.anki2"}
    starts: dict[str, list[list[float]]] = {"quiz": [], "anki": []}
    for _ in range(STARTS):
        for what, path in paths.items():
            command = [sys.executable, __file__, "start", what, str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            starts[what].append(json.loads(done.stdout))
    grade_here, around = grade_quiz(folder / "quiz")
    ways = {
        "quiz": grade_here,
        "around": around,
        "SQLite": grade_sqlite(folder / "log.db"),
        "Anki": grade_anki(folder / "log.anki2"),
    }
    grades: dict[str, list[float]] = {name: [] for name in ways}
    for n in range(GRADES):
        for name, grade in ways.items():
            began = time.perf_counter()
            grade(n)
            grades[name].append((time.perf_counter() - began) * 1000)
    return Row(f"{cards // 1000} k / {reviews // 1000} k", grades, starts)


def percentiles(times: list[float]) -> str:
    """p50 / p95 / p99."""
    cuts = statistics.quantiles(times, n=100)
    return " / ".join(f"{cuts[at - 1]:.2f}" for at in (50, 95, 99))


def table(rows: list[Row]) -> None:
    """Print the rows as Markdown."""
    names = "quiz", "SQLite", "Anki"
    print("\n| a durable grade, ms: p50 / p95 / p99 | quiz | SQLite WAL FULL | Anki "
          "| quiz ÷ SQLite | quiz ÷ Anki | all memories and today's log after it "
          "|\n|---|---|---|---|---|---|---|")  # fmt: skip
    for row in rows:
        quiz, sqlite, anki = (statistics.median(row.grades[name]) for name in names)
        cells = " | ".join(percentiles(row.grades[name]) for name in names)
        print(f"| {row.name} | {cells} | {quiz / sqlite:.2f} | {quiz / anki:.2f} "
              f"| {percentiles(row.grades['around'])} |")  # fmt: skip
    print("\n| start | quiz, ms | Anki, ms | quiz ÷ Anki | quiz, MiB (its own) "
          "| Anki, MiB (its own) |\n|---|---|---|---|---|---|")  # fmt: skip
    for row in rows:
        (quiz, q_all, q_own, _), (anki, a_all, a_own, _) = (
            [statistics.median(column) for column in zip(*row.starts[what], strict=True)]
            for what in ("quiz", "anki")
        )
        memory = f"{q_all:.0f} ({q_own:.0f}) | {a_all:.0f} ({a_own:.0f})"
        print(f"| {row.name} | {quiz:.0f} | {anki:.0f} | {quiz / anki:.2f} | {memory} |")


def main() -> None:
    """Print the tables; sizes may be named, as `grade.py 3000/10000`.

    `grade.py --against CHECKOUT` sets this checkout against another one instead.
    """
    print(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    words, other = sys.argv[1:], None
    if words[:1] == ["--against"]:
        other, words = Path(words[1]).resolve(), words[2:]
    sizes = [tuple(map(int, word.split("/"))) for word in words] or list(SIZES)
    if other:
        compare(other, sizes)
        print(f"\nload after {os.getloadavg()[0]:.1f}")
        return
    rows = []
    for cards, reviews in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
            rows.append(measure(cards, reviews, Path(folder)))
    table(rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["start"]:
        start(sys.argv[2], Path(sys.argv[3]))
    elif sys.argv[1:2] == ["grades"]:
        grades(Path(sys.argv[2]))
    else:
        main()
