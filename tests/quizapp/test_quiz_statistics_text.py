"""The statistics as they are read: bars, the map of the days, and all of it in few columns."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from quiz_cases import DAY, DAYS, NOW, remembered, reviewed

from quizapp.features.stats.heatmap import Heat, fitting_weeks
from quizapp.features.stats.lines import bar
from quizapp.features.stats.stats import Statistics, summarise
from quizapp.features.stats.tables import NOTHING_YET, describe
from quizapp.scheduler.columns import ReviewColumns
from quizapp.scheduler.model import Evidence, Grade, Marks, Memory, Review

TODAY = date(2026, 11, 22)
QUESTIONS = {"a": "What does `backward()` add to, and when is it cleared again?", "b": "Why?"}


def numbers(*reviews: Review, memories: dict[str, Memory] | None = None) -> Statistics:
    marks = {"b": Marks(leech=True)}
    decks = {"Tensors and storage": ["a"], "Autograd": ["b", "c"]}
    return summarise(ReviewColumns.of(reviews), memories or {}, decks, NOW, DAYS, marks=marks)


def busy() -> Statistics:
    """Some weeks of reviews."""
    reviews = [
        reviewed("ab"[n % 2], Grade(1 + n % 4), at=NOW - n // 3 * DAY, before=remembered())
        for n in range(400)
    ]
    over = replace(reviews[0], grade=Grade.EASY, evidence=Evidence(Grade.HARD, "a hint"))
    memories = {
        "a": replace(remembered(), lapses=4, difficulty=9.5),
        "b": remembered(due=NOW - 4 * DAY),
    }
    return numbers(over, *reviews, memories=memories)


@pytest.mark.parametrize(
    ("amount", "drawn"),
    [(0, ""), (1, "▏"), (50, "█████"), (55, "█████▌"), (100, "██████████"), (300, "██████████")],
)
def test_a_bar_is_as_long_as_its_amount_and_anything_is_seen(amount: int, drawn: str) -> None:
    assert bar(amount, 100, 10) == drawn
    assert bar(0.001, 100, 10) == "▏"
    assert bar(5, 0, 10) == ""


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = describe(busy(), QUESTIONS, width).splitlines()
    assert max(map(len, lines)) <= width
    assert len(lines) > 60


def test_the_text_tells_every_number_there_is() -> None:
    text = describe(busy(), QUESTIONS, 80)
    for words in (
        "Today   4 reviews",
        "Total   401 reviews",
        "Streak  134 days (longest 134)",
        "Graded above the evidence: 1",
        "7 days          73% of 22             –     73% of 22",
        "1 of today's should have come before.",
        "Sun 22 Nov     2       2 ████",
        "Young          2  67% ████",
        "Known",
        "1h 0m in all: 9.0s an answer, 30m 4s a card, 27s a day with reviews.",
        "Tensors and storage",
        "forgotten 4 times · difficulty 9.5 · stability 8.0d",
        "What does `backward()` add to, and when is it cleared again?",
        "Leeches\nWhy?",
    ):
        assert words in text


def test_topics_begin_with_the_weakest_and_end_with_those_never_seen() -> None:
    memories = {"a": remembered(), "b": remembered(due=NOW - 40 * DAY)}
    text = describe(numbers(reviewed(), memories=memories), QUESTIONS, 80)
    assert text.index("Autograd") < text.index("Tensors and storage")
    text = describe(numbers(reviewed(), memories={"a": remembered()}), QUESTIONS, 80)
    assert text.index("Tensors and storage") < text.index("Autograd")


def test_without_an_answer_there_is_a_sentence() -> None:
    assert describe(numbers(), QUESTIONS, 80) == NOTHING_YET


def heat(*counts: int, weeks: int = 12) -> Heat:
    """A map whose last days, today the last of them, had so many reviews."""
    days = {TODAY - ago * DAY: count for ago, count in enumerate(reversed(counts))}
    return Heat(days, TODAY, weeks)


def drawn(found: Heat, width: int) -> list[str]:
    return ["".join(span.text for span in line).rstrip() for line in found.draw(width)]


def test_the_map_has_a_row_for_each_weekday_and_ends_today() -> None:
    lines = drawn(heat(1, 0, 8, 4, 2, 6, weeks=2), 40)
    assert lines == [
        "    Nov",
        "Mon · ·",
        "    · ░",
        "Wed · ·",
        "    · █",
        "Fri · ▒",
        "    · ░",
        "Sun · ▓",
        "· none  ░ 1–2  ▒ 3–4  ▓ 5–6  █ 7–8".replace("· none", "·\u00a0none")
        .replace("░ ", "░\u00a0")
        .replace("▒ ", "▒\u00a0")
        .replace("▓ ", "▓\u00a0")
        .replace("█ ", "█\u00a0"),
    ]


def test_days_to_come_have_no_square() -> None:
    wednesday = Heat({}, date(2026, 11, 18), 2)
    assert [len(line) for line in drawn(wednesday, 20)[1:8]] == [7, 7, 7, 5, 5, 5, 5]


@pytest.mark.parametrize("most", [1, 2, 3, 5, 60])
def test_the_legend_says_of_every_count_which_square_it_has(most: int) -> None:
    found = heat(most)
    ranges = re.findall(r"(\S)\xa0(\d+)(?:–(\d+))?", found.legend())
    told = {n: glyph for glyph, low, high in ranges for n in range(int(low), int(high or low) + 1)}
    day = TODAY - DAY
    shown = {n: Heat({TODAY: most, day: n}, TODAY, 12).glyph(day) for n in range(1, most + 1)}
    assert told == shown


def test_months_stand_above_the_week_they_begin_in() -> None:
    months = heat(weeks=26).months(1)
    assert months.split() == ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    first = heat(weeks=26).first
    for column in (months.index("Sep"), months.index("Nov")):
        monday = first + 7 * (column - 4) * DAY
        assert monday.month != (monday - 7 * DAY).month


@pytest.mark.parametrize(
    ("width", "ago", "weeks"),
    [(80, 300, 52), (80, 100, 26), (80, 10, 12), (40, 300, 26), (16, 300, 12), (10, 300, 12)],
)
def test_the_map_shows_what_the_reviews_reach_back_and_the_width_has_room_for(
    width: int, ago: int, weeks: int
) -> None:
    assert fitting_weeks(width, {TODAY - ago * DAY: 1}, TODAY) == weeks
