"""The statistics in the order they are read, for a screen or for a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from quizapp.statistics.draw_cards import (
    draw_forecast,
    draw_hardest,
    draw_leeches,
    draw_states,
    draw_topics,
)
from quizapp.statistics.draw_past import draw_answers, draw_retention, draw_sum, draw_time
from quizapp.statistics.drawing import Section, text_of
from quizapp.statistics.heat import Heat, fitting_weeks

if TYPE_CHECKING:
    from datetime import date

    from quizapp.statistics.drawing import Line
    from quizapp.statistics.summary import Statistics

NOTHING_YET = "No card was answered yet. The numbers begin with your first answer."
DAYS = "Reviews a day"
"""The section a screen draws with a widget of its own."""


def sections(statistics: Statistics, questions: Mapping[str, str]) -> Iterator[Section]:
    """All that there is to show; `questions` are the words of the cards by their ids."""
    yield Section("So far", partial(draw_sum, statistics))
    yield Section("True retention", partial(draw_retention, statistics))
    yield Section(DAYS, partial(_draw_heat, statistics))
    yield Section("The next 30 days", partial(draw_forecast, statistics))
    yield Section("Cards", partial(draw_states, statistics))
    yield Section("Answers", partial(draw_answers, statistics))
    yield Section("Time", partial(draw_time, statistics))
    yield Section("Topics", partial(draw_topics, statistics))
    if statistics.hardest:
        yield Section("Hardest cards", partial(draw_hardest, statistics, questions))
    if statistics.leeches:
        yield Section("Leeches", partial(draw_leeches, statistics, questions))


def describe(statistics: Statistics, questions: Mapping[str, str], width: int) -> str:
    """The statistics as text of so many columns."""
    if not statistics.total.reviews:
        return NOTHING_YET
    return "\n\n".join(
        f"{section.title}\n{text_of(section.draw(width))}"
        for section in sections(statistics, questions)
    )


def counts_of(statistics: Statistics) -> dict[date, int]:
    """How many reviews each day had."""
    return {day: tally.reviews for day, tally in statistics.days.items()}


def _draw_heat(statistics: Statistics, width: int) -> Iterator[Line]:
    counts, today = counts_of(statistics), statistics.day
    return Heat(counts, today, fitting_weeks(width, counts, today)).draw(width)
