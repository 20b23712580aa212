"""The cards, drawn: how many stand where, what comes when, and what is hard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING

from quizapp.statistics.drawing import NARROW, Span, Tone, barred, row, wrap
from quizapp.wording import say_number, say_retention

if TYPE_CHECKING:
    from quizapp.statistics.drawing import Line
    from quizapp.statistics.summary import Statistics

TOPIC = ("recall", "kept", "lapses", "stab.", "diff.")
"""The columns of the table of topics."""


def draw_states(statistics: Statistics, width: int) -> Iterator[Line]:
    """How many cards are in each state."""
    whole = sum(statistics.cards.values())
    for state, count in statistics.cards.items():
        number = f"{count:>6} {count / max(1, whole):>4.0%}"
        yield barred(f"{state.title():10}", number, (count, whole), width - 23)


def draw_forecast(statistics: Statistics, width: int) -> Iterator[Line]:
    """How many cards each of the next days brings, and how many those before it did."""
    ahead, room = statistics.forecast, width - 26
    if statistics.overdue:
        words = f"{statistics.overdue} of today's should have come before."
        yield from wrap(words, width, tone=Tone.QUIET)
    yield row(("", "due", "in all"), (10, 6, 8), Tone.QUIET)
    most = max(ahead.values())
    for (day, count), so_far in zip(ahead.items(), accumulate(ahead.values()), strict=True):
        label, number = f"{day:%a} {day.day:2} {day:%b}", f"{count:>6}{so_far:>8}"
        yield barred(label, number, (count, most), room)
    if statistics.later:
        later = f"{say_number(statistics.later, 'card')} later than that."
        yield from wrap(later, width, tone=Tone.QUIET)


def draw_topics(statistics: Statistics, width: int) -> Iterator[Line]:
    """How well each topic is known, the weakest first and those never seen last."""
    names = sorted(statistics.topics, key=lambda name: statistics.topics[name].recall or 2)
    longest = max(map(len, names), default=0)
    wide = width >= max(NARROW, longest + 37)
    widths = (longest + 1 if wide else 1, 7, 7, 7, 7, 7)
    yield row(("", *TOPIC), widths, Tone.QUIET)
    for name in names:
        if not wide:
            yield (Span(name[:width]),)
        yield row((name if wide else "", *_topic_cells(statistics, name)), widths)
    yield from wrap(
        "Recall is the chance that a seen card is known now, kept the share of reviews that were "
        "remembered; stability and difficulty are means.",
        width,
        tone=Tone.QUIET,
    )


def draw_hardest(
    statistics: Statistics, questions: Mapping[str, str], width: int
) -> Iterator[Line]:
    """The hardest cards, and why they are."""
    for hard in statistics.hardest:
        yield from wrap(questions.get(hard.card, hard.card), width, hang=2)
        facts = (
            f"forgotten {say_number(hard.lapses, 'time')}" if hard.lapses else "never forgotten",
            f"difficulty {hard.difficulty:.1f}",
            f"stability {_say_days(hard.stability)}",
        )
        yield from wrap(f"  {' · '.join(facts)}", width, hang=2, tone=Tone.QUIET)


def draw_leeches(
    statistics: Statistics, questions: Mapping[str, str], width: int
) -> Iterator[Line]:
    """The cards that were forgotten too often."""
    for card in statistics.leeches:
        yield from wrap(questions.get(card, card), width, hang=2)


def _topic_cells(statistics: Statistics, name: str) -> tuple[str, ...]:
    topic = statistics.topics[name]
    if topic.recall is None or topic.stability is None or topic.difficulty is None:
        return ("–", "–", "–", "–", "–")
    return (
        f"{topic.recall:.0%}",
        say_retention(statistics.decks[name]),
        str(topic.lapses),
        _say_days(topic.stability),
        f"{topic.difficulty:.1f}",
    )


def _say_days(days: float) -> str:
    return f"{days:.1f}d" if days < 10 else f"{days:.0f}d"
