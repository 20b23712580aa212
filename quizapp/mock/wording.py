"""The report of a mock interview as Markdown, for the screen, a file and a terminal alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from quizapp.mock.report import Asked, Report, Score
from quizapp.wording import say_number, say_time


def report_text(report: Report, day: date) -> str:
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


def _body(report: Report) -> Iterator[str]:
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
