"""The statistics beside Anki's own graphs, made of the same cards and the same reviews."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from quiz_cases import DAY

from quizapp.features.stats.stats import Statistics, summarise
from quizapp.scheduler.columns import ReviewColumns
from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.forgetting import DECAY
from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.model import Grade, Marks, Memory, Review, State

if TYPE_CHECKING:
    from pathlib import Path

    from anki.collection import Collection as AnkiCollection

pytestmark = pytest.mark.anki

KINDS = {State.LEARNING: 0, State.REVIEW: 1, State.RELEARNING: 2}
"""Anki's numbers for the kinds of reviews."""


@dataclass
class Year:
    """A learner who answers at random for more than a year, up to now."""

    now: datetime
    days: LearnerDays
    memories: dict[str, Memory] = field(default_factory=dict)
    marks: dict[str, Marks] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)

    def study(self, cards: int) -> None:
        """Answer what is due on most days, five new cards among it."""
        dice, scheduler = random.Random(7), Scheduler(self.days)
        start = self.now - 500 * DAY
        while start < self.now - DAY:
            start += DAY * (1 if dice.random() < 0.9 else dice.randint(2, 30))
            at = min(start, self.now - timedelta(hours=1))
            due = [card for card, memory in self.memories.items() if memory.due <= at]
            fresh = [str(n) for n in range(len(self.memories), min(cards, len(self.memories) + 2))]
            for card in dice.sample(due, len(due) * 4 // 5) + fresh:
                for _ in range(dice.randint(1, 3)):
                    at += timedelta(milliseconds=dice.randint(2000, 9000))
                    self.answer(card, scheduler, at, dice)

        for late in range(4):
            at = self.now - timedelta(minutes=9 - late)
            self.answer(str(cards + late), scheduler, at, dice)
        self.reviews.sort(key=lambda review: review.at)

    def answer(self, card: str, scheduler: Scheduler, at: datetime, dice: random.Random) -> None:
        before = self.memories.get(card)
        if before and before.state is State.REVIEW and before.due > at:
            return
        grade = dice.choices(list(Grade), [3, 2, 12, 2])[0]
        after = scheduler.preview(before, at)[grade]
        took = timedelta(milliseconds=dice.randint(900, 60_000))
        self.reviews.append(Review(card, grade, at, took, before, after))
        self.memories[card] = after


@pytest.fixture(scope="module")
def year(collection: AnkiCollection) -> Year:
    now = datetime.now().astimezone()
    rollover = time(collection.get_config("rollover"))
    zone = timezone(now.utcoffset() or timedelta())
    year = Year(now.astimezone(UTC), LearnerDays(zone, rollover))
    year.study(160)
    today = year.days.day_of(year.now)
    for card in ("3", "40", "150"):
        year.marks[card] = Marks(suspended=True)
    for card in ("5", "41", "151"):
        year.marks[card] = Marks(buried=today)
    return year


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnkiCollection]:
    anki = pytest.importorskip("anki.collection")
    path: Path = tmp_path_factory.mktemp("anki") / "collection.anki2"
    collection: AnkiCollection = anki.Collection(str(path))
    collection.set_config("fsrs", True)
    # far from the turn of the day, so that no test sees it
    collection.set_config("rollover", (datetime.now().astimezone().hour + 12) % 24)
    yield collection
    collection.close()


@pytest.fixture(scope="module")
def graphs(collection: AnkiCollection, year: Year) -> Any:
    """What Anki's statistics window is drawn from."""
    ids = {}
    for n in range(170):
        note = collection.new_note(collection.models.by_name("Basic") or {})
        note["Front"] = str(n)
        collection.add_note(note, collection.decks.get_current_id())
        ids[str(n)] = note.cards()[0].id
    assert collection.db
    for review in year.reviews:
        kind = KINDS[review.before.state] if review.before else 0
        collection.db.execute(
            "insert into revlog values (?, ?, -1, ?, ?, ?, 0, ?, ?)",
            round(review.at.timestamp() * 1000),
            ids[review.card],
            int(review.grade),
            days_of(review.after, year),
            days_of(review.before, year) if review.before else 0,
            round(review.took.total_seconds() * 1000),
            kind,
        )
    for card, anki_id in ids.items():
        put_card(collection, anki_id, card, year)
    return collection._backend.graphs(search="", days=0)


def days_of(memory: Memory, year: Year) -> int:
    """An interval as Anki writes it: days, or seconds below zero."""
    if memory.state is not State.REVIEW:
        return -600
    begun = year.days.start_of(year.days.day_of(memory.last))
    return round((memory.due - begun) / DAY)


def put_card(collection: AnkiCollection, anki_id: int, card: str, year: Year) -> None:
    """Make an Anki card stand as one of ours does."""
    memory, mark = year.memories.get(card), year.marks.get(card, Marks())
    rests = -1 if mark.suspended else -3 if mark.buried else None
    kind = queue = due = interval = 0
    data = {}
    if memory:
        data = {"s": memory.stability, "d": memory.difficulty, "decay": DECAY}
        data["lrt"] = int(memory.last.timestamp())
        kind = {State.LEARNING: 1, State.REVIEW: 2, State.RELEARNING: 3}[memory.state]
        queue, due, interval = 1, int(memory.due.timestamp()), max(0, days_of(memory, year))
        if memory.state is State.REVIEW:
            ahead = year.days.day_of(memory.due) - year.days.day_of(year.now)
            queue, due = 2, collection.sched.today + ahead.days
    assert collection.db
    collection.db.execute(
        "update cards set type = ?, queue = ?, due = ?, ivl = ?, data = ? where id = ?",
        kind,
        queue if rests is None else rests,
        due,
        interval,
        json.dumps(data) if data else "",
        anki_id,
    )


@pytest.fixture(scope="module")
def statistics(year: Year) -> Statistics:
    cards = [str(n) for n in range(170)]
    return summarise(
        ReviewColumns.of(year.reviews),
        year.memories,
        {"All": cards},
        year.now,
        year.days,
        marks=year.marks,
    )


def test_there_is_something_to_compare(year: Year, statistics: Statistics) -> None:
    assert len(year.reviews) > 1500
    assert all(count >= 2 for count in statistics.cards.values())
    assert statistics.retention["today"].all.reviews > 0


@pytest.mark.parametrize("period", ["today", "yesterday", "week", "month", "year", "all"])
def test_true_retention_is_ankis(graphs: Any, statistics: Statistics, period: str) -> None:
    theirs = getattr(graphs.true_retention, "all_time" if period == "all" else period)
    ours = statistics.retention[period]
    assert (ours.young.passed, ours.young.failed, ours.mature.passed, ours.mature.failed) == (
        theirs.young_passed,
        theirs.young_failed,
        theirs.mature_passed,
        theirs.mature_failed,
    )


@pytest.mark.parametrize("column", ["learning", "young", "mature"])
def test_the_answers_are_ankis(graphs: Any, statistics: Statistics, column: str) -> None:
    theirs = list(getattr(graphs.buttons.all_time, column))
    assert list(statistics.answers[column].values()) == theirs


def test_every_day_has_ankis_reviews_and_time(graphs: Any, statistics: Statistics) -> None:
    theirs = {
        statistics.day + days * DAY: (
            each.learn + each.relearn + each.young + each.mature,
            (time := graphs.reviews.time[days]).learn + time.relearn + time.young + time.mature,
        )
        for days, each in graphs.reviews.count.items()
    }
    ours = {
        day: (each.reviews, round(each.time.total_seconds() * 1000))
        for day, each in statistics.days.items()
    }
    assert ours == theirs


def test_the_states_of_the_cards_are_ankis(graphs: Any, statistics: Statistics) -> None:
    theirs = graphs.card_counts.excluding_inactive
    assert statistics.cards == {
        "new": theirs.newCards,
        "learning": theirs.learn + theirs.relearn,
        "young": theirs.young,
        "mature": theirs.mature,
        "suspended": theirs.suspended,
        "buried": theirs.buried,
    }


def test_the_forecast_is_ankis(graphs: Any, statistics: Statistics) -> None:
    theirs = dict(graphs.future_due.future_due)
    overdue = sum(count for day, count in theirs.items() if day < 0)
    assert statistics.overdue == overdue
    assert list(statistics.forecast.values()) == [
        theirs.get(day, 0) + overdue * (day == 0) for day in range(30)
    ]
    assert statistics.later == sum(count for day, count in theirs.items() if day >= 30)


def test_the_chance_of_recall_is_ankis(graphs: Any, statistics: Statistics) -> None:
    ours = statistics.topics["All"].recall
    assert ours is not None
    assert 100 * ours == pytest.approx(graphs.retrievability.average, abs=0.02)
