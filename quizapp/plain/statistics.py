"""The statistics, and the cards a search finds, as sentences in which every number has a word."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from quizapp.features.stats.tally import say_retention
from quizapp.plain.speech import as_text
from quizapp.words import say_number, say_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quizapp.features.cards.rows import Row
    from quizapp.features.stats.retention import Passed
    from quizapp.features.stats.stats import Statistics
    from quizapp.features.stats.tally import Tally

DAYS = 7
"""How many days ahead are told one by one."""


def list_lines(rows: Sequence[Row]) -> Iterator[str]:
    """The number of cards, and each card with its deck, its day and its marks."""
    yield f"{say_number(len(rows), 'card')} found."
    for number, row in enumerate(rows, 1):
        stop = "" if row.question.endswith((".", "?", "!")) else "."
        yield f"{number}: {row.question}{stop} {', '.join((row.deck, row.when, *row.notes))}."


def statistics_lines(statistics: Statistics, questions: Mapping[str, str]) -> Iterator[str]:
    """All of the statistics, without what has no number yet; `questions` holds every card's."""
    streak = say_number(statistics.streak, "day")
    yield f"Today: {_tally(statistics.today)}."
    yield f"In all: {_tally(statistics.total)}."
    yield f"Streak: {streak}, the longest {statistics.longest_streak}."
    if statistics.overridden:
        yield f"Graded above the evidence: {say_number(statistics.overridden, 'time')}."
    yield from _past(statistics)
    states = (f"{count} {state}" for state, count in statistics.cards.items() if count)
    yield f"Cards: {', '.join(states) or 'none'}."
    yield from _ahead(statistics)
    yield from _topics(statistics)
    for hard in statistics.hardest:
        forgotten = f"forgotten {say_number(hard.lapses, 'time')}"
        asked = as_text(questions.get(hard.card, hard.card))
        yield f"Hard: {asked} Difficulty {hard.difficulty:.1f} of 10, {forgotten}."
    for card in statistics.leeches:
        yield f"Leech: {as_text(questions.get(card, card))}"


def _past(statistics: Statistics) -> Iterator[str]:
    """The share of cards remembered, the grades, and the time."""
    for name, period in statistics.retention.items():
        if period.all.reviews:
            parts = ("young", period.young), ("mature", period.mature), ("both", period.all)
            said = (f"{word} {_passed(passed)}" for word, passed in parts if passed.reviews)
            yield f"Remembered, {name}: {', '.join(said)}."
    for maturity, grades in statistics.answers.items():
        if sum(grades.values()):
            said = (f"{grade.word} {count}" for grade, count in grades.items())
            yield f"Answers to {maturity} cards: {', '.join(said)}."
    if statistics.total.reviews:
        answer, day = statistics.time_per_review, statistics.time_per_day
        yield f"Time: {say_time(answer)} an answer, {say_time(day)} a day with reviews."


def _ahead(statistics: Statistics) -> Iterator[str]:
    coming = islice(statistics.forecast.items(), DAYS)
    said = [f"{say_number(count, 'card')} on {day:%a} {day.day} {day:%b}" for day, count in coming
            if count]  # fmt: skip
    if said:
        yield f"Coming back: {', '.join(said)}."
    if statistics.overdue:
        yield f"Overdue of these: {statistics.overdue}."


def _topics(statistics: Statistics) -> Iterator[str]:
    """The topics of which cards were seen, the weakest first."""
    seen = [(topic.recall, name) for name, topic in statistics.topics.items() if topic.recall]
    for recall, name in sorted(seen):
        topic = statistics.topics[name]
        yield (
            f"Topic {name}: {topic.seen} of {say_number(topic.cards, 'card')} seen, "
            f"recall {recall:.0%}, forgotten {say_number(topic.lapses, 'time')}."
        )


def _tally(tally: Tally) -> str:
    parts = [say_number(tally.reviews, "review"), f"{tally.new} new", say_time(tally.time)]
    if tally.retention is not None:
        parts.append(f"retention of review cards {say_retention(tally)}")
    return ", ".join(parts)


def _passed(passed: Passed) -> str:
    share = passed.share or 0.0
    return f"{share:.0%} of {say_number(passed.reviews, 'review')}"
