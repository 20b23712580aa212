"""Every section of the statistics as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from quizapp.features.stats.heatmap import Heat, fitting_weeks
from quizapp.features.stats.lines import (
    NARROW,
    StyledSpan,
    TextSection,
    Tone,
    barred,
    row,
    text_of,
    wrap,
)
from quizapp.features.stats.tally import MATURE_DAYS, say_retention
from quizapp.scheduler.day import DAY
from quizapp.scheduler.model import Grade
from quizapp.words import say_number, say_time

if TYPE_CHECKING:
    from datetime import date, timedelta

    from quizapp.features.stats.lines import Line
    from quizapp.features.stats.retention import Passed
    from quizapp.features.stats.stats import Statistics
    from quizapp.features.stats.tally import Tally

TOPIC = ("recall", "kept", "lapses", "stab.", "diff.")
"""The columns of the table of topics."""
LABELS = {
    "today": "Today",
    "yesterday": "Yesterday",
    "week": "7 days",
    "month": "30 days",
    "year": "365 days",
    "all": "All",
}
"""The words for the periods."""
SHOWN_DAYS = 7
"""How many days the times of are shown one by one."""
NOTHING_YET = "No card was answered yet. The numbers begin with your first answer."
DAYS = "Reviews a day"
"""The section a screen draws with a widget of its own."""


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
            yield (StyledSpan(name[:width]),)
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


def draw_sum(statistics: Statistics, width: int) -> Iterator[Line]:
    """Today, all time, the streak, and what was graded above the evidence."""
    streak = say_number(statistics.streak, "day")
    yield from wrap(f"Today   {_say_tally(statistics.today)}", width, hang=8)
    yield from wrap(f"Total   {_say_tally(statistics.total)}", width, hang=8)
    yield from wrap(f"Streak  {streak} (longest {statistics.longest_streak})", width, hang=8)
    if statistics.overridden:
        yield from wrap(f"Graded above the evidence: {statistics.overridden}", width, hang=8)


def draw_retention(statistics: Statistics, width: int) -> Iterator[Line]:
    """Anki's table of true retention."""
    wide = width >= NARROW
    widths = (11, 14, 14, 14) if wide else (9, 9, 9, 9)
    yield row(("", "young", "mature", "all"), widths, Tone.QUIET)
    for name, period in statistics.retention.items():
        cells = [_say_passed(each, wide) for each in (period.young, period.mature, period.all)]
        yield row((LABELS[name], *cells), widths)
    yield from wrap(
        "The share of reviews that were remembered, and how many there were. A card is mature "
        f"from an interval of {MATURE_DAYS} days on.",
        width,
        tone=Tone.QUIET,
    )


def draw_answers(statistics: Statistics, width: int) -> Iterator[Line]:
    """How often each grade was given, to cards of each ripeness."""
    widths = (9, 12, 12, 12) if width >= NARROW else (8, 10, 10, 10)
    columns = statistics.answers
    yield row(("", *columns), widths, Tone.QUIET)
    for grade in Grade:
        cells = [_say_part(grades[grade], sum(grades.values())) for grades in columns.values()]
        yield row((grade.word, *cells), widths)
    known = [
        _say_part(sum(grades.values()) - grades[Grade.AGAIN], sum(grades.values()))
        for grades in columns.values()
    ]
    yield row(("Known", *known), widths, Tone.QUIET)


def draw_time(statistics: Statistics, width: int) -> Iterator[Line]:
    """How long it took: in all, on the mean, and on each of the last days."""
    means = (
        f"{_say_mean(statistics.time_per_review)} an answer",
        f"{_say_mean(statistics.time_per_card)} a card",
        f"{say_time(statistics.time_per_day)} a day with reviews",
    )
    yield from wrap(f"{say_time(statistics.total.time)} in all: {', '.join(means)}.", width)
    ago = (statistics.day - n * DAY for n in range(SHOWN_DAYS))
    tallies = {day: statistics.days.get(day) for day in ago}
    most = max((each.time.total_seconds() for each in tallies.values() if each), default=0)
    for day, each in tallies.items():
        label = f"{day:%a} {day.day:2} {day:%b}"
        if each:
            share = each.time.total_seconds(), most
            yield barred(label, f"{say_time(each.time):>9}", share, width - 20)
        else:
            yield (StyledSpan(f"{label}{'–':>9}", Tone.QUIET),)


def _say_tally(tally: Tally) -> str:
    parts = (
        say_number(tally.reviews, "review"),
        f"{tally.new} new",
        say_time(tally.time),
        f"retention of review cards {say_retention(tally)}",
    )
    return " · ".join(parts)


def _say_passed(passed: Passed, wide: bool) -> str:
    if passed.share is None:
        return "–"
    count = passed.reviews
    if wide:
        return f"{passed.share:.0%} of {count}"
    return f"{passed.share:.0%} {count if count < 10_000 else f'{count // 1000}k'}"


def _say_part(part: int, whole: int) -> str:
    return f"{part} {part / whole:>4.0%}" if whole else "–"


def _say_mean(time: timedelta) -> str:
    seconds = time.total_seconds()
    return say_time(time) if seconds >= 60 else f"{seconds:.1f}s"


def sections(statistics: Statistics, questions: Mapping[str, str]) -> Iterator[TextSection]:
    """All that there is to show; `questions` are the words of the cards by their ids."""
    yield TextSection("So far", partial(draw_sum, statistics))
    yield TextSection("True retention", partial(draw_retention, statistics))
    yield TextSection(DAYS, partial(_draw_heat, statistics))
    yield TextSection("The next 30 days", partial(draw_forecast, statistics))
    yield TextSection("Cards", partial(draw_states, statistics))
    yield TextSection("Answers", partial(draw_answers, statistics))
    yield TextSection("Time", partial(draw_time, statistics))
    yield TextSection("Topics", partial(draw_topics, statistics))
    if statistics.hardest:
        yield TextSection("Hardest cards", partial(draw_hardest, statistics, questions))
    if statistics.leeches:
        yield TextSection("Leeches", partial(draw_leeches, statistics, questions))


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
