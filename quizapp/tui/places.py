"""Everything that has keys of its own: what the list of keys is made from."""

from __future__ import annotations

from quizapp.tui.answer.pane import AnswerPane
from quizapp.tui.app import ThemedApp
from quizapp.tui.browse.preview import PreviewScreen
from quizapp.tui.browse.screen import BrowseScreen
from quizapp.tui.browse.table import CardTable
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.home.settings import SettingsScreen
from quizapp.tui.practice.cram import CramEndScreen, CramScreen
from quizapp.tui.practice.exam import InterviewScreen
from quizapp.tui.practice.mock import MockScreen
from quizapp.tui.practice.mock_report import MockReportScreen
from quizapp.tui.review.paused import PausedScreen
from quizapp.tui.review.proof import ProofScreen
from quizapp.tui.review.report import ReportScreen
from quizapp.tui.review.screen import ReviewScreen
from quizapp.tui.review.summary import SummaryScreen
from quizapp.tui.stats.screen import StatisticsScreen
from quizapp.tui.widgets.card_info import DetailsScreen
from quizapp.tui.widgets.dialogs import ChoiceScreen, ConfirmScreen, WordScreen
from quizapp.tui.widgets.help import HelpScreen

PLACES = (
    ThemedApp,
    HomeScreen,
    SettingsScreen,
    ReviewScreen,
    SummaryScreen,
    AnswerPane,
    ProofScreen,
    ReportScreen,
    PausedScreen,
    HelpScreen,
    CramScreen,
    CramEndScreen,
    MockScreen,
    MockReportScreen,
    InterviewScreen,
    BrowseScreen,
    CardTable,
    PreviewScreen,
    DetailsScreen,
    StatisticsScreen,
    ChoiceScreen,
    WordScreen,
    ConfirmScreen,
)
