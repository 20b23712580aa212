"""Time the first frame of the quiz against a bare Textual app and against clanki.

Each program is started in a pseudo-terminal and timed from the start of its process until a word
that its first screen has was painted; programs take turns, so that a busy moment meets them all.
Clanki and the real Anki backend it needs are found beside this Python, or named: `start.py --clanki
PATH`. Run it on an idle machine; it asserts nothing.
"""

from __future__ import annotations

import argparse
import os
import pty
import random
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deckgen.syntax.library import default_cards, load_library
from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.model import Grade, Memory, Review
from quizapp.store import ReviewStore

ROUNDS = 15
BARE_GOAL = 1.25
"""The first frame may take at most so many times that of the bare app."""
BARE = """
from textual.app import App
from textual.widgets import Footer, Header, Label

class Bare(App):
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self):
        yield Header()
        yield Label("a bare app")
        yield Footer()

Bare().run()
"""
ANKI = """
import sys
from anki.collection import Collection

collection = Collection(sys.argv[1])
basic, deck = collection.models.by_name("Basic"), collection.decks.id("Interview")
for number in range(int(sys.argv[2])):
    note = collection.new_note(basic)
    note["Front"], note["Back"] = f"Question {number}", "Answer"
    collection.add_note(note, deck)
collection.close()
"""


@dataclass(frozen=True, slots=True)
class Program:
    """Something that paints a screen."""

    name: str
    command: list[str]
    word: str
    """What the first frame is known by."""
    env: dict[str, str]


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a program."""

    wall: float
    """Seconds until the word was painted."""
    processor: float
    """Processor seconds the program had used when it had ended."""


def first_frame(program: Program) -> Start:
    """Start a program, wait for its word, and end it."""
    terminal, child = pty.openpty()
    termios.tcsetwinsize(child, (24, 80))
    env = os.environ | program.env | {"TERM": "xterm-256color"}
    began = time.perf_counter()
    process = subprocess.Popen(
        program.command, stdin=child, stdout=child, stderr=child, env=env, start_new_session=True
    )
    os.close(child)
    painted = b""
    while program.word.encode() not in painted:
        if not select.select([terminal], [], [], 60)[0]:
            raise TimeoutError(f"{program.name}: {program.word!r} not among {painted[-800:]!r}")
        painted += os.read(terminal, 1 << 16)
    wall = time.perf_counter() - began
    process.send_signal(signal.SIGKILL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = -signal.SIGKILL
    os.close(terminal)
    return Start(wall, used.ru_utime + used.ru_stime)


def quiz(folder: Path, copies: int) -> Program:
    """The quiz on our deck, or on many copies of it, with some weeks of reviews."""
    cards = copy_deck(folder / "cards", copies) if copies > 1 else default_cards()
    library, _ = load_library(cards)
    fill_journal(folder / "data", [card.id for card in library.cards if card.retired is None])
    command = [sys.executable, "-m", "quizapp", "--data", str(folder / "data")]
    home = {"PYTHONPATH": str(Path(__file__).parent.parent)}
    return Program("quizapp", [*command, "--cards", str(cards)], "torchdeck", home)


def copy_deck(folder: Path, copies: int) -> Path:
    """Our deck so many times over, every card with an id of its own."""
    shutil.copytree(default_cards(), folder)
    library, _ = load_library(folder)
    topics = sorted({Path(deck.place.path).stem for deck in library.decks})
    order = list(topics)
    for copy in range(1, copies):
        for topic in topics:
            text = (folder / f"{topic}.md").read_text(encoding="utf-8")
            for card in library.cards:
                text = text.replace(f"{{#{card.id} ", f"{{#{card.id}-{copy} ")
            text = text.replace("\n:see:", "\n<!-- see -->").replace("deck: ", f"deck: {copy} ")
            (folder / f"{topic}-{copy}.md").write_text(text, encoding="utf-8")
            order.append(f"{topic}-{copy}")
    names = ", ".join(f'"{name}"' for name in order)
    (folder / "deck.toml").write_text(f'name = "torchdeck"\norder = [{names}]\n')
    return folder


def fill_journal(folder: Path, cards: list[str]) -> None:
    """Answers of the last weeks to the first hundred cards."""
    dice, scheduler = random.Random(5), Scheduler(LearnerDays(UTC))
    now = datetime.now(UTC)
    store = ReviewStore(folder, device="bench", clock=lambda: now)
    memories: dict[str, Memory] = {}
    for ago in range(30, 0, -1):
        for card in dice.sample(cards[:100], 10):
            at = now - timedelta(days=ago) + timedelta(seconds=dice.randint(0, 3600))
            before, grade = memories.get(card), dice.choice([Grade.GOOD, Grade.GOOD, Grade.AGAIN])
            memories[card] = scheduler.preview(before, at)[grade]
            store.record(Review(card, grade, at, timedelta(seconds=9), before, memories[card]))
    store.close()


def clanki(folder: Path, python: Path, cards: int) -> Program:
    """Clanki on a collection of so many cards."""
    profile = folder / "anki" / "User 1"
    profile.mkdir(parents=True)
    collection = [python, "-c", ANKI, profile / "collection.anki2", str(cards)]
    subprocess.run(list(map(str, collection)), check=True)
    env = {"ANKI_BASE": str(folder / "anki"), "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    return Program("clanki", [str(python), "-m", "clanki"], "Interview", env)


def find_clanki(named: Path | None) -> Path | None:
    """A Python that has clanki: the one named, or this one."""
    for python in filter(None, (named, Path(sys.executable))):
        found = subprocess.run([python, "-c", "import clanki"], capture_output=True, check=False)
        if found.returncode == 0:
            return python
    return None


def measure(programs: list[Program], rounds: int) -> Iterator[tuple[Program, Start]]:
    """The median start of each; the first round only warms the disk."""
    starts: dict[str, list[Start]] = {program.name: [] for program in programs}
    for number in range(rounds + 1):
        for program in programs:
            start = first_frame(program)
            if number:
                starts[program.name].append(start)
    for program in programs:
        found = starts[program.name]
        yield (
            program,
            Start(
                statistics.median(start.wall for start in found),
                statistics.median(start.processor for start in found),
            ),
        )


def main() -> None:
    """Print a table for our deck, and one for a deck of three thousand cards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clanki", type=Path, metavar="PYTHON", help="a Python that has clanki")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    other = find_clanki(arguments.clanki)
    if other is None:
        print("clanki is not installed: `pip install clanki`, or name a Python that has it.\n")
    for copies in (1, 20):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            count = copies * sum(
                card.retired is None for card in load_library(default_cards())[0].cards
            )
            programs = [Program("bare", [sys.executable, "-c", BARE], "a bare app", {})]
            programs.append(quiz(folder, copies))
            if other:
                programs.append(clanki(folder, other, count))
            report(count, list(measure(programs, arguments.rounds)))


def report(cards: int, found: list[tuple[Program, Start]]) -> None:
    """Print one table."""
    (_, bare), *_ = found
    print(f"| {cards} cards, load {os.getloadavg()[0]:.1f} | first frame | × bare | processor |")
    print("|---|---|---|---|")
    for program, start in found:
        goal = f" (goal: at most {BARE_GOAL})" if program.name == "quizapp" else ""
        ratio = f"{start.wall / bare.wall:.2f}{goal}"
        print(f"| {program.name} | {start.wall:.3f} s | {ratio} | {start.processor:.3f} s |")
    print()


if __name__ == "__main__":
    main()
