"""Years of recorded reviews: what Anki's engine made of each answer, and what ours makes of it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS
from quiz_cases import DAY, MINUTE

from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.model import Grade, Memory, State
from quizapp.scheduler.steps import Steps

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import record_parity

TABLES = Path(__file__).parent.parent / "data" / "parity"
HEAD, *LINES = (TABLES / "anki-26.9.3.jsonl").read_text(encoding="utf-8").splitlines()
SETTINGS = json.loads(HEAD)
DAYS = LearnerDays(ZoneInfo(SETTINGS["zone"]), time(SETTINGS["rollover"]))
BEYOND = set(re.findall(r"^\| (\d+) \| (\d+) ", (TABLES / "beyond.md").read_text(), re.MULTILINE))
"""Card and time of the answers that differ, each with its reason."""


class Row(NamedTuple):
    """One answer to a card and what Anki remembers after it."""

    card: int
    at: int
    grade: int
    stability: float
    difficulty: float
    state: str
    days: int
    """Until it is due; 0 where it comes back the same day."""
    seconds: int
    """The step it is on; 0 in review."""
    lapses: int
    factor: float
    """Where in its range Anki's fuzz put the interval."""

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)

    @property
    def listed(self) -> bool:
        return (str(self.card), str(self.at)) in BEYOND


ROWS = [Row(*json.loads(line)) for line in LINES]


@dataclass(frozen=True, slots=True)
class Answer:
    """What Anki and the quiz make of the same answer."""

    anki: Row
    before: Memory | None
    ours: Memory

    @property
    def off(self) -> float:
        """By which part of itself the stability differs."""
        return abs(self.ours.stability / self.anki.stability - 1)

    @property
    def days(self) -> int:
        return (DAYS.day_of(self.ours.due) - DAYS.day_of(self.anki.now)).days

    @property
    def same_phase(self) -> bool:
        # Anki counts the lapses of a card in review alone
        lapses = 0 if self.ours.state is State.LEARNING else self.ours.lapses
        return (self.ours.state, lapses) == (self.anki.state, self.anki.lapses)

    @property
    def same_wait(self) -> bool:
        if self.days != self.anki.days:
            return False
        waited = (self.ours.due - self.anki.now).total_seconds()
        return self.days > 0 or waited == self.anki.seconds

    @property
    def as_anki(self) -> Memory:
        """The memory Anki goes on from."""
        morning = DAYS.start_of(DAYS.day_of(self.anki.now) + self.anki.days * DAY)
        soon = self.anki.now + timedelta(seconds=self.anki.seconds)
        return replace(
            self.ours,
            stability=self.anki.stability,
            difficulty=self.anki.difficulty,
            due=morning if self.anki.days else soon,
        )


def answer(row: Row, before: Memory | None, scheduler: Scheduler) -> Answer:
    seeded = replace(scheduler, factor=lambda card, reps: row.factor)
    return Answer(row, before, seeded.preview(before, row.now)[Grade(row.grade)])


def one_by_one(scheduler: Scheduler) -> Iterator[Answer]:
    """Every answer from the memory Anki had: nothing adds up."""
    memories: dict[int, Memory] = {}
    for row in ROWS:
        answered = answer(row, memories.get(row.card), scheduler)
        memories[row.card] = answered.as_anki
        yield answered


def in_one_go(scheduler: Scheduler) -> Iterator[Answer]:
    """Every answer from the memory of our own, but after a listed one from Anki's."""
    memories: dict[int, Memory] = {}
    for row in ROWS:
        answered = answer(row, memories.get(row.card), scheduler)
        memories[row.card] = answered.as_anki if row.listed else answered.ours
        yield answered


SCHEDULER = Scheduler(DAYS, fuzz=True)


def test_the_table_is_of_years_and_of_every_kind_of_answer() -> None:
    assert len(ROWS) >= 900
    assert ROWS[-1].at - ROWS[0].at > 10 * 365 * 86_400
    assert {(row.grade, row.state) for row in ROWS} >= {
        *((1, "learning"), (2, "learning"), (3, "learning")),
        *((1, "relearning"), (2, "relearning"), (3, "review"), (4, "review"), (2, "review")),
    }
    over_night = [row for row in ROWS if row.seconds and row.days]
    same_day = [a for a in one_by_one(SCHEDULER) if a.before and a.before.due - a.anki.now > DAY]
    assert min(len(over_night), len(same_day)) >= 5


def test_without_a_clock_to_set_nothing_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(record_parity, "LIBRARIES", (str(tmp_path / "libfaketime.so.1"),))
    monkeypatch.setattr(sys, "argv", ["record_parity.py", "--to", str(tmp_path / "table.jsonl")])
    assert record_parity.main() == 1
    assert capsys.readouterr().err == "libfaketime is missing: apt install faketime\n"
    assert list(tmp_path.iterdir()) == []


def test_each_answer_alone_gives_the_memory_the_phase_and_the_day_that_anki_gives() -> None:
    wrong = [
        answered
        for answered in one_by_one(SCHEDULER)
        if not answered.anki.listed
        and (
            answered.off > 0.002
            or abs(answered.ours.difficulty - answered.anki.difficulty) > 0.001
            or not answered.same_phase
            or not answered.same_wait
        )
    ]
    assert wrong == []


def test_over_whole_histories_no_stability_is_off_by_a_hundredth() -> None:
    answers = [answered for answered in in_one_go(SCHEDULER) if not answered.anki.listed]
    assert max(answered.off for answered in answers) < 0.01
    assert max(abs(a.ours.difficulty - a.anki.difficulty) for a in answers) < 0.005


def test_over_whole_histories_every_graduation_and_every_lapse_is_ankis() -> None:
    assert all(answered.same_phase for answered in in_one_go(SCHEDULER))


def test_over_whole_histories_intervals_stray_from_ankis_by_rounding_alone() -> None:
    answers = [answered for answered in in_one_go(SCHEDULER) if not answered.anki.listed]
    off = [answered for answered in answers if not answered.same_wait]
    assert len(off) < len(answers) / 20
    assert all(abs(a.days - a.anki.days) == 1 for a in off)


def ankis_days(earlier: datetime, now: datetime) -> int:
    """The days Anki counts: blocks of 24 hours before the next turn of the day."""
    local = now.astimezone(DAYS.zone)
    turn = datetime.combine(local.date(), DAYS.rollover, tzinfo=timezone(local.utcoffset() or DAY))
    turn += DAY if turn <= local else 0 * DAY
    return (turn - earlier) // DAY


def days_miscounted(answered: Answer) -> int:
    if answered.before is None:
        return 0
    last, now = answered.before.last, answered.anki.now
    return ankis_days(last, now) - (DAYS.day_of(now) - DAYS.day_of(last)).days


def test_the_listed_answers_are_those_where_anki_miscounts_days_when_clocks_change() -> None:
    miscounted = [a for a in one_by_one(SCHEDULER) if days_miscounted(a)]
    assert {(str(a.anki.card), str(a.anki.at)) for a in miscounted} == BEYOND
    assert len(BEYOND) < len(ROWS) / 50


def test_with_ankis_count_of_days_the_listed_answers_are_ankis_too() -> None:
    listed = [a for a in one_by_one(SCHEDULER) if a.anki.listed]
    for answered in listed:
        assert answered.before
        shift = days_miscounted(answered) * DAY
        before = replace(
            answered.before, last=answered.before.last - shift, due=answered.before.due - shift
        )
        shifted = answer(answered.anki, before, SCHEDULER)
        assert shifted.off < 0.002
        assert shifted.same_phase
        assert shifted.same_wait


class WholeDays(LearnerDays):
    """Counts the 24 hours since a moment, as py-fsrs does, in place of learner's days."""

    __slots__ = ()

    def day_of(self, moment: datetime) -> date:
        return (moment - timedelta(hours=18)).date()


WEIGHTS = [*DEFAULT_PARAMETERS[:20], 0.2]
WRONG = {
    "days of 24 hours": replace(SCHEDULER, days=WholeDays(DAYS.zone, DAYS.rollover)),
    "another forgetting curve": replace(SCHEDULER, model=FSRS(parameters=WEIGHTS)),
    "other learning steps": replace(SCHEDULER, steps=Steps(learning=(MINUTE, 11 * MINUTE))),
    "no relearning": replace(SCHEDULER, steps=Steps(relearning=())),
    "another retention": replace(SCHEDULER, desired_retention=0.91),
    "no fuzz": replace(SCHEDULER, fuzz=False),
}


@pytest.mark.parametrize("scheduler", WRONG.values(), ids=list(WRONG))
def test_the_comparison_notices(scheduler: Scheduler) -> None:
    answers = [answered for answered in one_by_one(scheduler) if not answered.anki.listed]
    assert any(a.off > 0.01 or not a.same_phase or not a.same_wait for a in answers)
