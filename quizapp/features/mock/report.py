"""The report of a mock interview, as numbers and as Markdown, and its misses rescheduled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from quizapp.collection.topics import topic_name
from quizapp.features.mock.interview import MockAnswer, MockInterview, Verdict
from quizapp.features.mock.questions import EXPECTED, LEVELS
from quizapp.scheduler.model import Grade, Review
from quizapp.words import say_number, say_time

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.collection.collection import Collection

WEAKEST = 3
"""How many topics are named as weakest, at most."""


@dataclass(frozen=True, slots=True)
class Score:
    """Some answers by what the interviewer would say of them."""

    accepted: int = 0
    partly: int = 0
    missed: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1; what was accepted in part counts half."""
        return (self.accepted + self.partly / 2) / (self.accepted + self.partly + self.missed)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and how it went."""

    card: Card
    topic: str
    answer: MockAnswer

    @property
    def expected(self) -> timedelta:
        """How long an answer to such a card takes."""
        return EXPECTED[self.card.kind]


@dataclass(frozen=True, slots=True)
class MockReport:
    """A mock interview in numbers."""

    asked: tuple[Asked, ...]
    """Every question answered, in the order they came."""
    length: timedelta
    used: timedelta
    stopped: bool

    @property
    def topics(self) -> dict[str, Score]:
        """The score of each topic that was asked, in the order they came."""
        return _scores((each.topic, each.answer) for each in self.asked)

    @property
    def levels(self) -> dict[str, Score]:
        """The score of each level that was asked, the easiest first."""
        scores = _scores((each.card.level, each.answer) for each in self.asked)
        return {level: scores[level] for level in LEVELS if level in scores}

    @property
    def total(self) -> Score:
        """The score of all questions; only where there was one."""
        return _scores(("", each.answer) for each in self.asked)[""]

    @property
    def weakest(self) -> tuple[str, ...]:
        """The topics with the lowest scores, the lowest first; a full score is not weak."""
        weak = sorted((score.share, name) for name, score in self.topics.items())
        return tuple(name for share, name in weak if share < 1)[:WEAKEST]

    @property
    def misses(self) -> tuple[Asked, ...]:
        """The questions that were missed, in the order they came."""
        return tuple(each for each in self.asked if each.answer.verdict is Verdict.MISSED)


def report_on(collection: Collection, mock: MockInterview, now: datetime) -> MockReport:
    """The report of an interview, over or not."""
    cards = collection.cards
    asked = (
        Asked(
            cards[answer.card], topic_name(collection.library.deck_of(cards[answer.card])), answer
        )
        for answer in mock.answers
    )
    return MockReport(tuple(asked), mock.length, mock.elapsed(now), mock.stopped)


def feedable(collection: Collection, mock: MockInterview) -> tuple[str, ...]:
    """The misses that can be fed back: a card never studied comes as a new one anyway."""
    known = collection.store.memories()
    return tuple(card for card in mock.missed if card in known)


def feed_back(
    collection: Collection, mock: MockInterview, began: datetime, now: datetime
) -> tuple[Review, ...]:
    """Keep the misses as reviews graded Again and return them; raises OSError.

    A card answered since the interview began is left alone, so that calling twice keeps it once.
    """
    took = {answer.card: answer.took for answer in mock.answers}
    memories = collection.store.memories()
    return tuple(
        collection.answer(card, Grade.AGAIN, at=now, took=took[card])
        for card in feedable(collection, mock)
        if memories[card].last < began
    )


def _scores(answers: Iterator[tuple[str, MockAnswer]]) -> dict[str, Score]:
    verdicts: dict[str, Counter[Verdict]] = {}
    for name, answer in answers:
        verdicts.setdefault(name, Counter())[answer.verdict] += 1
    return {name: _score(counted) for name, counted in verdicts.items()}


def _score(counted: Mapping[Verdict, int]) -> Score:
    return Score(*(counted.get(verdict, 0) for verdict in Verdict))


def report_text(report: MockReport, day: date) -> str:
    """A report in Markdown without tables, which a narrow terminal could not hold."""
    return "\n".join((f"# Mock interview, {day}", "", *_body(report), ""))


def say_clock(span: timedelta) -> str:
    """What a clock shows: `29:05`, `1:00:00`."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def say_score(score: Score) -> str:
    """Some answers in words: `3 accepted · 1 partly · 0 missed`."""
    return f"{score.accepted} accepted · {score.partly} partly · {score.missed} missed"


def _body(report: MockReport) -> Iterator[str]:
    if not report.asked:
        yield "No question was answered."
        return
    yield f"{say_number(len(report.asked), 'question')} in {say_clock(report.used)}"
    yield f"of {say_clock(report.length)}{', broken off' if report.stopped else ''}:"
    yield f"**{say_score(report.total)}**"
    for title, scores in (("By topic", report.topics), ("By level", report.levels)):
        yield from _section(title, (f"{name}: {say_score(s)}" for name, s in scores.items()))
    yield from _section("Weakest", iter(report.weakest))
    yield from _section("Missed", (_say_asked(each) for each in report.misses))
    yield from _section("Every question", (_say_in_full(each) for each in report.asked))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    listed = [f"- {line}" for line in lines]
    if listed:
        yield from ("", f"## {title}", "", *listed)


def _say_asked(each: Asked) -> str:
    return f"{each.card.question} ({each.topic}, {each.card.level})"


def _say_in_full(each: Asked) -> str:
    follows = "Follow-up: " if each.answer.follow_up else ""
    times = f"{say_time(each.answer.took)} of {say_time(each.expected)}"
    return f"{follows}{each.card.question}: {each.answer.verdict}, {times}"
