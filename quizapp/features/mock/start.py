"""A mock interview as a learner asks for it, and where its report goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deckgen.model import Level
from quizapp.collection.topics import read_topics
from quizapp.features.mock.interview import MockInterview, begin_mock
from quizapp.features.mock.report import report_on, report_text

if TYPE_CHECKING:
    from quizapp.collection.collection import Collection


class MockError(Exception):
    """An interview without a question; says why, and what to ask for instead."""


def begin_mock_from_options(
    collection: Collection,
    now: datetime,
    *,
    minutes: int = 30,
    level: str = "senior",
    topics: str = "",
    seed: int,
) -> MockInterview:
    """An interview as it was asked for.

    Raises MockError where it would ask nothing, TopicError for a topic that no deck has.
    """
    names = read_topics(topics, collection.library) if topics else ()
    length, hardest = timedelta(minutes=minutes), Level(level)
    mock = begin_mock(collection, now, length=length, level=hardest, topics=names, seed=seed)
    if mock.asked is None:
        raise MockError(f"no card of level {hardest} is there: ask for other topics, or a level")
    return mock


def mock_report_text(
    collection: Collection, mock: MockInterview, began: datetime, now: datetime
) -> str:
    """The report of an interview in Markdown, over or not; empty where nothing was answered."""
    if not mock.answers:
        return ""
    return report_text(report_on(collection, mock, now), collection.scheduler.days.day_of(began))
