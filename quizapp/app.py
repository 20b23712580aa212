"""The terminal quiz: which screen follows which."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType

from quizapp.cram import cards_to_cram
from quizapp.looks import next_theme, remember_theme
from quizapp.screens.home import HomeScreen
from quizapp.screens.review import ReviewScreen
from quizapp.screens.summary import SummaryScreen
from quizapp.themes import chosen_theme, register_themes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.theme import Theme

    from quizapp.opening import Opened
    from quizapp.study import Study

WIDTHS = [(0, "-tiny"), (36, "-narrow"), (60, "-wide")]
"""The class a screen has from a width on."""


class QuizApp(App[None]):
    """One learner at one terminal."""

    TITLE = "torchdeck"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "Quit", id="quit"),
        Binding("ctrl+t", "next_theme", "Theme", show=False, id="theme"),
    ]

    def __init__(
        self,
        open_study: Callable[[], Opened],
        *,
        keys: Mapping[str, str] | None = None,
        theme: str | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self.open_study = open_study
        self.clock = clock
        self.study: Study | None = None
        self.searched = ""
        """What was searched for last."""
        self.failed = False
        """Whether there was nothing to open."""
        self.set_keymap(dict(keys or {}))
        register_themes(self)
        self.first_theme = theme
        """The theme to begin with; None stands for the one that was chosen last."""
        self.theme = theme or self.theme

    def on_mount(self) -> None:
        """Paint the home screen first."""
        self.push_screen(HomeScreen(self.open_study, self.clock))

    def on_unmount(self) -> None:
        """Leave the store so that the next start is quick."""
        # Every answer is kept already: only the quick start can fail here.
        with suppress(OSError):
            if self.study:
                self.study.store.close()

    async def action_quit(self) -> None:
        """Leave, with 1 where nothing could be read."""
        self.exit(return_code=int(self.failed))

    def action_next_theme(self) -> None:
        """Show the next theme."""
        self.theme = next_theme(self.theme)

    @on(HomeScreen.Loaded)
    def remember_study(self, message: HomeScreen.Loaded) -> None:
        """Know what to close in the end, and which theme was chosen last."""
        self.study = message.opened.study
        if self.first_theme is None:
            self.theme = chosen_theme(self, self.study.store)
        self.theme_changed_signal.subscribe(self, self.keep_theme)

    def keep_theme(self, theme: Theme) -> None:
        """Begin with a theme the next time; a change that cannot be kept still shows."""
        with suppress(OSError):
            if self.study:
                remember_theme(self.study.store, theme.name)

    @on(HomeScreen.Failed)
    def remember_failure(self) -> None:
        """Know how to leave in the end."""
        self.failed = True

    # Keys typed ahead may send a message twice: only the screen it came from is left by it.
    @on(HomeScreen.Started)
    def ask(self, message: HomeScreen.Started) -> None:
        """From home to the first card."""
        if isinstance(self.screen, HomeScreen):
            self.push_screen(ReviewScreen(message.study, message.session, self.clock))

    @on(HomeScreen.Going)
    def go(self, message: HomeScreen.Going) -> None:
        """From home to where the learner wants to be."""
        if self.study and isinstance(self.screen, HomeScreen):
            places = {
                "browse": self._browse,
                "cram": self._cram,
                "interview": self._interview,
                "mock": self._mock,
                "statistics": self._statistics,
            }
            places[message.place](self.study)

    @on(ReviewScreen.Edited)
    def take_over(self, message: ReviewScreen.Edited) -> None:
        """Go on with the cards as they were edited."""
        self._take_over(message.study)

    def _take_over(self, study: Study) -> None:
        self.study = study
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.take_over(study)

    def _browse(self, study: Study) -> None:
        from quizapp.screens.browse import Browsed, BrowseScreen

        def keep(browsed: Browsed | None) -> None:
            if browsed:
                self.searched = browsed.query
                self._take_over(browsed.study)

        self.push_screen(BrowseScreen(study, self.clock, query=self.searched), keep)

    def _cram(self, study: Study) -> None:
        from quizapp.screens.cram import CramScreen

        seed = int(self.clock().timestamp())
        cards = cards_to_cram(study, study.cards)
        if cards:
            self.push_screen(CramScreen(study, cards, self.clock, seed))
        else:
            self.notify("There are no cards to cram.")

    def _interview(self, study: Study) -> None:
        from quizapp.screens.interview import InterviewScreen

        self.push_screen(InterviewScreen(study, self.clock))

    def _mock(self, study: Study) -> None:
        from quizapp.mock.sitting import MockError, begin_sitting
        from quizapp.screens.mock import MockScreen

        now = self.clock()
        try:
            held = begin_sitting(study, now, seed=int(now.timestamp()))
        except MockError as error:
            self.notify(str(error), markup=False)
        else:
            self.push_screen(MockScreen(study, held, self.clock))

    def _statistics(self, study: Study) -> None:
        from quizapp.screens.statistics import StatisticsScreen

        self.push_screen(StatisticsScreen(study, self.clock))

    @on(ReviewScreen.Finished)
    def sum_up(self, message: ReviewScreen.Finished) -> None:
        """From the last card to the summary."""
        if self.study and isinstance(self.screen, ReviewScreen):
            self.switch_screen(SummaryScreen(self.study, message.session, self.clock))

    @on(SummaryScreen.Undone)
    def ask_again(self, message: SummaryScreen.Undone) -> None:
        """From the summary back to the last card."""
        if self.study and isinstance(self.screen, SummaryScreen):
            self.switch_screen(ReviewScreen(self.study, message.session, self.clock))
