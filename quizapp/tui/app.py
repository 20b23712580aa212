"""The Textual app, which decides what screen follows another."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType

from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.themes import chosen_theme, next_theme, register_themes, remember_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from textual.screen import Screen
    from textual.theme import Theme

    from deckgen.snippets.library import SnippetLibrary
    from quizapp.collection.collection import Collection
    from quizapp.collection.open_collection import OpenCollection
    from quizapp.config import Config
    from quizapp.features.judge.judge import Judge
    from quizapp.features.judge.result import Attempts
    from quizapp.session.session import Session
    from quizapp.store.protocol import Store
    from quizapp.tui.practice.mock import MockScreen
    from quizapp.tui.review.screen import ReviewScreen
    from quizapp.tui.review.summary import SummaryScreen

WIDTHS = [(0, "-tiny"), (36, "-narrow"), (60, "-wide"), (100, "-broad")]
"""The CSS class a screen gets from a width on."""


class ThemedApp(App[None]):
    """Has a key to leave and one for the next theme, and remembers the theme that was chosen."""

    TITLE = "torchdeck"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "Quit", id="quit"),
        Binding("ctrl+t", "next_theme", "Theme", show=False, id="theme"),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False),
    ]

    def __init__(self, *, keys: Mapping[str, str] | None = None, theme: str | None = None) -> None:
        super().__init__()
        self.learner_keys = dict(keys or {})
        self.set_keymap(self.learner_keys)
        register_themes(self)
        self.first_theme = theme
        """The theme to begin with; None stands for the one that was chosen last."""
        self.theme = theme or self.theme

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The keys of the moment as commands, and the themes."""
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and active.enabled:
                key = self.get_key_display(binding)
                press = partial(self.simulate_key, binding.key)
                yield SystemCommand(binding.tooltip or binding.description, f"Key: {key}", press)
        yield SystemCommand("Theme", "Choose the colours", self.action_change_theme)

    def action_next_theme(self) -> None:
        """Show the next theme."""
        self.theme = next_theme(self.theme)

    def follow_theme(self, store: Store) -> None:
        """Show the theme chosen last, where none is set, and keep each that is chosen from now."""
        if self.first_theme is None:
            self.theme = chosen_theme(self, store)

        def keep(theme: Theme) -> None:
            # A theme that can't be kept is shown all the same.
            with suppress(OSError):
                remember_theme(store, theme.name)

        self.theme_changed_signal.subscribe(self, keep)


class QuizApp(ThemedApp):
    """One learner at one terminal."""

    def __init__(
        self,
        open_collection: Callable[[], OpenCollection],
        *,
        keys: Mapping[str, str] | None = None,
        theme: str | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        open_judge: Callable[[SnippetLibrary], Judge] | None = None,
    ) -> None:
        super().__init__(keys=keys, theme=theme)
        self.open_collection = open_collection
        self.clock = clock
        self.open_judge = open_judge
        """Opens what runs answers; None stands for the judge of this machine."""
        self.opened: OpenCollection | None = None
        """What was read, once it was."""
        self.judge: Judge | None = None
        """What runs answers, once a card was asked."""
        self.attempts: Attempts = {}
        """What was typed, so that no way back to a card loses it."""
        self.searched = ""
        """What was searched for last."""
        self.failed = False
        """Whether there was nothing to open."""
        self.mocks: list[MockScreen] = []
        """The mock interviews that were begun, oldest first."""

    @property
    def collection(self) -> Collection | None:
        """The cards and reviews, once they were read."""
        return self.opened.collection if self.opened else None

    def on_mount(self) -> None:
        """Paint the home screen first."""
        self.push_screen(HomeScreen(self.open_collection, self.clock))

    def on_unmount(self) -> None:
        """Leave the store so that the next start is quick."""
        # Every answer is kept already: only the quick start can fail here.
        with suppress(OSError):
            if self.collection:
                self.collection.store.close()
        if self.judge:
            self.judge.close()

    async def action_quit(self) -> None:
        """Leave, with 1 where nothing could be read."""
        self.exit(return_code=int(self.failed))

    @on(HomeScreen.Loaded)
    def remember_collection(self, message: HomeScreen.Loaded) -> None:
        """Remember the collection, which is closed in the end, and show the theme chosen last."""
        self.opened = message.opened
        self.follow_theme(self.opened.collection.store)

    @on(HomeScreen.OpeningFailed)
    def remember_failure(self) -> None:
        """Remember the failure, which decides the exit code."""
        self.failed = True

    # Keys typed ahead may send a message twice: only the screen it came from is left by it. The
    # handlers have the names that Textual looks for, since `@on` would import the screens.
    def on_home_screen_started(self, message: HomeScreen.Started) -> None:
        """Go from home to the first card."""
        if isinstance(self.screen, HomeScreen):
            self.push_screen(self._review_screen(message.session))

    def on_home_screen_going(self, message: HomeScreen.Going) -> None:
        """Go from home to the place the learner chose."""
        if self.collection and isinstance(self.screen, HomeScreen):
            getattr(self, f"open_{message.place}")(self.collection)

    def open_browse(self, collection: Collection) -> None:
        """Show all cards, beginning with what was searched for last."""
        from quizapp.tui.browse.screen import Browsed, BrowseScreen

        def keep(browsed: Browsed | None) -> None:
            if browsed:
                self.searched = browsed.query
                self.take_over(collection=browsed.collection)

        self.push_screen(BrowseScreen(collection, self.clock, query=self.searched), keep)

    def on_home_screen_cramming(self, message: HomeScreen.Cramming) -> None:
        """Ask every card of a topic, or all, shuffled, whatever its schedule says."""
        from quizapp.features.cram import cards_to_cram
        from quizapp.tui.practice.cram import CramScreen

        collection = self.collection
        if collection is None or not isinstance(self.screen, HomeScreen):
            return
        if cards := cards_to_cram(collection, collection.cards_of(message.topic)):
            judge = self.judge_of(collection)
            self.push_screen(CramScreen(collection, cards, self.clock, self._seed(), judge=judge))
        else:
            self.notify("There are no cards to cram.")

    def open_interview(self, collection: Collection) -> None:
        """Show the plan until the interview."""
        from quizapp.tui.practice.exam import InterviewScreen

        self.push_screen(InterviewScreen(collection, self.clock))

    def open_mock(self, collection: Collection) -> None:
        """Hold a mock interview of half an hour."""
        from quizapp.features.mock.start import MockError, begin_mock_from_options
        from quizapp.tui.practice.mock import MockScreen

        try:
            held = begin_mock_from_options(collection, self.clock(), seed=self._seed())
        except MockError as error:
            self.notify(str(error), markup=False)
        else:
            judge, data = self.judge_of(collection), self.opened.data if self.opened else None
            self.mocks.append(MockScreen(collection, held, self.clock, judge=judge, data=data))
            self.push_screen(self.mocks[-1])

    def open_settings(self, _: Collection) -> None:
        """Let the learner change settings."""
        from quizapp.tui.home.settings import SettingsScreen

        def keep(config: Config | None) -> None:
            if config:
                self.take_over(config=config)
                self.theme = config.theme or self.theme

        assert self.opened  # or there would be no collection
        self.push_screen(SettingsScreen(self.opened.data, self.opened.config), keep)

    def open_statistics(self, collection: Collection) -> None:
        """Show the statistics."""
        from quizapp.tui.stats.screen import StatisticsScreen

        self.push_screen(StatisticsScreen(collection, self.clock))

    def _seed(self) -> int:
        return int(self.clock().timestamp())

    def on_review_screen_edited(self, message: ReviewScreen.Edited) -> None:
        """Go on with the cards as they were edited."""
        self.take_over(collection=message.collection)

    def on_review_screen_finished(self, message: ReviewScreen.Finished) -> None:
        """Go from the last card to the summary."""
        from quizapp.tui.review.screen import ReviewScreen
        from quizapp.tui.review.summary import SummaryScreen

        if self.collection and isinstance(self.screen, ReviewScreen):
            self.switch_screen(SummaryScreen(self.collection, message.session, self.clock))

    def on_summary_screen_undone(self, message: SummaryScreen.Undone) -> None:
        """Go from the summary back to the last card."""
        from quizapp.tui.review.summary import SummaryScreen

        if isinstance(self.screen, SummaryScreen):
            self.switch_screen(self._review_screen(message.session))

    def take_over(
        self, *, collection: Collection | None = None, config: Config | None = None
    ) -> None:
        """Go on with edited cards or other settings, here and at home."""
        if self.opened is None:
            return
        if collection:
            self.opened = replace(self.opened, collection=collection)
        if config:
            self.opened = self.opened.with_config(config)
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.take_over(self.opened)

    def judge_of(self, collection: Collection) -> Judge:
        """What runs answers, begun with the first card that is asked."""
        from quizapp.features.judge.judge import open_judge

        if self.judge is None:
            self.judge = (self.open_judge or open_judge)(collection.proofs.snippet_library)
        return self.judge

    def _review_screen(self, session: Session) -> ReviewScreen:
        from quizapp.tui.review.screen import ReviewScreen

        assert self.opened  # or there would be no session
        collection = self.opened.collection
        return ReviewScreen(
            collection,
            session,
            self.clock,
            judge=self.judge_of(collection),
            attempts=self.attempts,
            data=self.opened.data,
        )


class SingleScreenApp(ThemedApp):
    """Leaves when its screen is dismissed."""

    def __init__(
        self,
        first: Screen[None],
        store: Store,
        *,
        keys: Mapping[str, str] | None = None,
        theme: str | None = None,
    ) -> None:
        super().__init__(keys=keys, theme=theme)
        self.first = first
        self.store = store

    def on_mount(self) -> None:
        """Show the screen."""
        self.follow_theme(self.store)
        self.push_screen(self.first, lambda _: self.exit())
