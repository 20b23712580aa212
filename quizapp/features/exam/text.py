"""A plan and its forecast in words, for a terminal of any width and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from quizapp.words import say_number

if TYPE_CHECKING:
    from quizapp.features.exam.forecast import Forecast

BAR = 20
"""The columns of a full bar, where there is room for it."""
EXAMPLE = timedelta(weeks=3)
"""How far ahead of today the day lies that is shown as an example."""
NARROW = 60
"""Below this many columns a topic takes two lines."""


def say_no_plan(today: date) -> str:
    """That no interview is planned, and how to plan one on a day that is still to come."""
    return f"No interview is planned. Set its day: quizapp interview {today + EXAMPLE}"


def say_cleared(day: date | None) -> str:
    """What clearing a plan did; None stands for no plan."""
    if day is None:
        return "No interview was planned, so there is nothing to clear."
    return f"The interview on {say_day(day)} is cleared: your usual limits and intervals hold."


def say_day(day: date) -> str:
    """A day as a learner reads it: `Tue 15 Dec 2026`."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def share_bar(share: float, width: int) -> str:
    """A share from 0 to 1 as a bar of some columns."""
    full = round(share * width)
    return "█" * full + "░" * (width - full)


def say_share(share: float) -> str:
    """A share from 0 to 1 in percent; what is not certain is never said to be 100 %."""
    return "100%" if share >= 1 else f"{min(99, round(share * 100))}%"


def describe_forecast(forecast: Forecast, width: int = 80) -> str:
    """The plan in a few lines, none of them longer than a terminal is wide."""
    head = (
        f"Interview on {say_day(forecast.plan.day)}",
        say_days_left(forecast.days_left),
        "",
        "Expected recall on the day",
        "(if you stopped today)",
        "",
    )
    lines = (*head, *_topic_lines(forecast, width), "", *_pace(forecast), "", *MODEL)
    return "\n".join(lines)


MODEL = (
    "Expected by FSRS, if you answer",
    "each card when it is due. A card",
    "never seen counts as not recalled.",
)


def say_days_left(days: int) -> str:
    """How far off the day is."""
    return f"in {say_number(days, 'day')}" if days else "today: good luck"


def say_over(day: date) -> str:
    """What is said once of a day that is over."""
    return f"Your interview was on {say_day(day)}: your usual limits and intervals hold again."


def forecast_json(forecast: Forecast) -> dict[str, object]:
    """The forecast as JSON can hold it."""
    return {
        "date": forecast.plan.day.isoformat(),
        "days_left": forecast.days_left,
        "expected": round(forecast.expected, 4),
        "stopped": round(forecast.stopped, 4),
        "new": list(forecast.new),
        "left_over": forecast.left_over,
        "reviews": {day.isoformat(): round(n, 1) for day, n in sorted(forecast.reviews.items())},
        "topics": {
            topic.name: {
                "cards": topic.cards,
                "seen": topic.seen,
                "expected": round(topic.expected, 4),
                "stopped": round(topic.stopped, 4),
            }
            for topic in forecast.topics
        },
    }


def _topic_lines(forecast: Forecast, width: int) -> Iterator[str]:
    shares = [("All topics", forecast.expected, forecast.stopped)]
    shares += [(topic.name, topic.expected, topic.stopped) for topic in forecast.topics]
    longest = max(len(name) for name, *_ in shares)
    for name, expected, stopped in shares:
        numbers = f"{say_share(expected):>4}  ({say_share(stopped)})"
        if width < NARROW:
            yield name
            yield f"  {share_bar(expected, BAR)} {numbers}"
        else:
            yield f"{name:{longest}}  {share_bar(expected, BAR)} {numbers}"


def _pace(forecast: Forecast) -> Iterator[str]:
    for count, run in groupby(forecast.new):
        if count:
            yield f"New cards: {count} a day for {say_number(len(list(run)), 'day')}"
    if not any(forecast.new):
        yield "No new cards until then."
    if forecast.left_over:
        yield f"{say_number(forecast.left_over, 'card')} will not come in time:"
        yield "set the day anew, and see how"
    if forecast.reviews:
        total, (day, most) = sum(forecast.reviews.values()), _fullest(forecast)
        yield f"Reviews: {round(total / forecast.days_left)} a day,"
        yield f"at most {round(most)}, on {say_day(day)}"
        if round(most) > forecast.room:
            yield f"over your reviews_per_day of {forecast.room}"


def _fullest(forecast: Forecast) -> tuple[date, float]:
    return max(forecast.reviews.items(), key=lambda counted: (counted[1], counted[0]))
