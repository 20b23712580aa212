"""The terminal quiz: which screen follows which."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType

from quizapp.screens.home import HomeScreen
from quizapp.screens.review import ReviewScreen
from quizapp.screens.summary import SummaryScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quizapp.opening import Opened
    from quizapp.study import Study

WIDTHS = [(0, "-tiny"), (36, "-narrow"), (60, "-wide")]
"""The class a screen has from a width on."""


class QuizApp(App[None]):
    """One learner at one terminal."""

    TITLE = "torchdeck"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "quit", "Quit", id="quit")]

    def __init__(
        self,
        open_study: Callable[[], Opened],
        *,
        keys: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self.open_study = open_study
        self.clock = clock
        self.study: Study | None = None
        self.failed = False
        """Whether there was nothing to open."""
        self.set_keymap(dict(keys or {}))

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

    @on(HomeScreen.Loaded)
    def remember_study(self, message: HomeScreen.Loaded) -> None:
        """Know what to close in the end."""
        self.study = message.opened.study

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
