"""The screens that home leads to, beside the cards that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.cram import cards_to_cram
from quizapp.mock.sitting import MockError, begin_sitting
from quizapp.screens.browse import Browsed, BrowseScreen
from quizapp.screens.cram import CramScreen
from quizapp.screens.interview import InterviewScreen
from quizapp.screens.mock import MockScreen
from quizapp.screens.statistics import StatisticsScreen

if TYPE_CHECKING:
    from quizapp.app import QuizApp
    from quizapp.study import Study


def browse(app: QuizApp, study: Study) -> None:
    """All cards, beginning with what was searched for last."""

    def keep(browsed: Browsed | None) -> None:
        if browsed:
            app.searched = browsed.query
            app.take_over(browsed.study)

    app.push_screen(BrowseScreen(study, app.clock, query=app.searched), keep)


def cram(app: QuizApp, study: Study) -> None:
    """Every card, shuffled, whatever its schedule says."""
    cards = cards_to_cram(study, study.cards)
    if cards:
        app.push_screen(CramScreen(study, cards, app.clock, _seed(app)))
    else:
        app.notify("There are no cards to cram.")


def interview(app: QuizApp, study: Study) -> None:
    """The plan until the interview."""
    app.push_screen(InterviewScreen(study, app.clock))


def mock(app: QuizApp, study: Study) -> None:
    """A mock interview of half an hour."""
    try:
        held = begin_sitting(study, app.clock(), seed=_seed(app))
    except MockError as error:
        app.notify(str(error), markup=False)
    else:
        app.push_screen(MockScreen(study, held, app.clock))


def statistics(app: QuizApp, study: Study) -> None:
    """How it has gone so far."""
    app.push_screen(StatisticsScreen(study, app.clock))


def _seed(app: QuizApp) -> int:
    return int(app.clock().timestamp())


PLACES = {
    "browse": browse,
    "cram": cram,
    "interview": interview,
    "mock": mock,
    "statistics": statistics,
}
"""From the word of a key at home to the screen it opens."""
