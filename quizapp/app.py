"""The terminal quiz: which screen follows which."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType

from quizapp.looks import next_theme, remember_theme
from quizapp.screens.home import HomeScreen
from quizapp.themes import chosen_theme, register_themes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.theme import Theme

    from quizapp.judging.attempt import Attempts
    from quizapp.judging.judge import Judge
    from quizapp.opening import Opened
    from quizapp.screens.review import ReviewScreen
    from quizapp.screens.summary import SummaryScreen
    from quizapp.session import Session
    from quizapp.study import Study

WIDTHS = [(0, "-tiny"), (36, "-narrow"), (60, "-wide"), (100, "-broad")]
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
        self.opened: Opened | None = None
        """What was read, once it was."""
        self.judge: Judge | None = None
        """What runs answers, once a card was asked."""
        self.attempts: Attempts = {}
        """What was typed, so that no way back to a card loses it."""
        self.searched = ""
        """What was searched for last."""
        self.failed = False
        """Whether there was nothing to open."""
        self.set_keymap(dict(keys or {}))
        register_themes(self)
        self.first_theme = theme
        """The theme to begin with; None stands for the one that was chosen last."""
        self.theme = theme or self.theme

    @property
    def study(self) -> Study | None:
        """The cards and reviews, once they were read."""
        return self.opened.study if self.opened else None

    def on_mount(self) -> None:
        """Paint the home screen first."""
        self.push_screen(HomeScreen(self.open_study, self.clock))

    def on_unmount(self) -> None:
        """Leave the store so that the next start is quick."""
        # Every answer is kept already: only the quick start can fail here.
        with suppress(OSError):
            if self.study:
                self.study.store.close()
        if self.judge:
            self.judge.close()

    async def action_quit(self) -> None:
        """Leave, with 1 where nothing could be read."""
        self.exit(return_code=int(self.failed))

    def action_next_theme(self) -> None:
        """Show the next theme."""
        self.theme = next_theme(self.theme)

    @on(HomeScreen.Loaded)
    def remember_study(self, message: HomeScreen.Loaded) -> None:
        """Know what to close in the end, and which theme was chosen last."""
        self.opened = message.opened
        if self.first_theme is None:
            self.theme = chosen_theme(self, self.opened.study.store)
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

    # Keys typed ahead may send a message twice: only the screen it came from is left by it. The
    # handlers have the names that Textual looks for, since `@on` would import the screens.
    def on_home_screen_started(self, message: HomeScreen.Started) -> None:
        """From home to the first card."""
        if isinstance(self.screen, HomeScreen):
            self.push_screen(self._asking(message.session))

    def on_home_screen_going(self, message: HomeScreen.Going) -> None:
        """From home to where the learner wants to be."""
        if self.study and isinstance(self.screen, HomeScreen):
            from quizapp.screens.places import PLACES

            PLACES[message.place](self, self.study)

    def on_review_screen_edited(self, message: ReviewScreen.Edited) -> None:
        """Go on with the cards as they were edited."""
        self.take_over(message.study)

    def on_review_screen_finished(self, message: ReviewScreen.Finished) -> None:
        """From the last card to the summary."""
        from quizapp.screens.review import ReviewScreen
        from quizapp.screens.summary import SummaryScreen

        if self.study and isinstance(self.screen, ReviewScreen):
            self.switch_screen(SummaryScreen(self.study, message.session, self.clock))

    def on_summary_screen_undone(self, message: SummaryScreen.Undone) -> None:
        """From the summary back to the last card."""
        from quizapp.screens.summary import SummaryScreen

        if isinstance(self.screen, SummaryScreen):
            self.switch_screen(self._asking(message.session))

    def take_over(self, study: Study) -> None:
        """Go on with other cards, here and at home."""
        if self.opened:
            self.opened = replace(self.opened, study=study)
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.take_over(study)

    def _asking(self, session: Session) -> ReviewScreen:
        from quizapp.judging.judge import open_judge
        from quizapp.screens.review import ReviewScreen

        assert self.opened  # or there would be no session
        study = self.opened.study
        if self.judge is None:
            self.judge = open_judge(study.proofs.shelf)
        return ReviewScreen(
            study,
            session,
            self.clock,
            judge=self.judge,
            attempts=self.attempts,
            data=self.opened.data,
        )
