"""The home screen: what is due today, topic by topic, and the key that starts a session."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from quizapp.tui.home.topics import Topics
from quizapp.tui.widgets.key_line import KeyLine
from quizapp.tui.widgets.notices import say_not_saved

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from quizapp.collection.collection import Collection
    from quizapp.collection.due import Today
    from quizapp.collection.open_collection import OpenCollection
    from quizapp.session.session import Session


MORE = 10
"""How many more new cards a key brings."""


class HomeScreen(Screen[None]):
    """Paints at once, and reads cards and reviews in the background."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "start", "Start", id="home-start"),
        Binding("a", "ahead", "Review ahead", id="home-ahead"),
        Binding("n", "more_new", f"{MORE} more new", id="home-more-new"),
        Binding("c", "cram", "Cram", tooltip="Cram the topic, or all", id="home-cram"),
        Binding("slash", "go('browse')", "Browse", id="home-browse"),
        Binding("i", "go('interview')", "Interview", id="home-interview"),
        Binding("m", "go('mock')", "Mock", id="home-mock"),
        Binding("s", "go('statistics')", "Statistics", id="home-statistics"),
        Binding("o", "go('settings')", "Settings", id="home-settings"),
        Binding("question_mark", "help", "Help", id="home-help"),
    ]

    class Loaded(Message):
        """Cards and reviews were read."""

        def __init__(self, opened: OpenCollection) -> None:
            super().__init__()
            self.opened = opened

    class OpeningFailed(Message):
        """The folder of reviews or cards could not be opened."""

        def __init__(self, error: OSError) -> None:
            super().__init__()
            self.error = error

    class Going(Message):
        """The learner wants another screen."""

        def __init__(self, place: str) -> None:
            super().__init__()
            self.place = place

    class Cramming(Message):
        """The learner wants to cram a topic, or all of them where it is empty."""

        def __init__(self, topic: str) -> None:
            super().__init__()
            self.topic = topic

    class Started(Message):
        """The learner wants a card."""

        def __init__(self, collection: Collection, session: Session) -> None:
            super().__init__()
            self.collection = collection
            self.session = session

    total = getters.query_one("#total", Static)
    later = getters.query_one("#later", Static)
    topics = getters.query_one("#topics", Topics)
    wrong = getters.query_one("#wrong", Static)

    def __init__(
        self, open_collection: Callable[[], OpenCollection], clock: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self.open_collection = open_collection
        self.clock = clock
        self.opened: OpenCollection | None = None
        self.wanted = ""  # what was asked for before there was anything to show
        self.today: Today | None = None

    def compose(self) -> ComposeResult:
        """The day above, the topics below it, and what is wrong at the bottom."""
        yield Static("torchdeck", id="name", markup=False)
        yield Static("Reading the cards…", id="total", markup=False)
        yield Static(id="later", markup=False)
        yield Topics(id="topics")
        yield Static(id="wrong", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read cards and reviews after the first painting, which it would otherwise slow down."""
        self.call_after_refresh(self.run_worker, self._load, thread=True)

    def on_screen_resume(self) -> None:
        """Count again after a session."""
        self._count()

    @on(Topics.OptionSelected)
    def action_start(self) -> None:
        """Ask the first card of the chosen topic, or of all, as soon as there is one."""
        self.wanted = "" if self.opened else "start"
        if not (self.opened and self._count() and self.today):
            return
        if not (topic := self.topics.chosen):
            self._begin(self.today.session)
            return
        session = self.opened.collection.begin(self.clock(), topic)
        self._begin(session)
        if session.finished:
            self.notify(f"Nothing is due in {topic} today. Press c to cram it.", markup=False)

    def action_ahead(self) -> None:
        """Ask cards before they are due."""
        if today := self._count():
            self._begin(today.session.ahead(today.ahead, self.clock()))

    def action_more_new(self) -> None:
        """Let today bring more new cards."""
        if self.opened:
            try:
                self.opened.collection.allow_more_new(self.clock(), MORE)
            except OSError as error:
                say_not_saved(self, error)
            self._count()

    def action_cram(self) -> None:
        """Cram the chosen topic, or all of them."""
        self.wanted = "" if self.opened else "cram"
        if self.opened:
            self.post_message(self.Cramming(self.topics.chosen))

    def action_go(self, place: str) -> None:
        """To another screen, once there are cards."""
        self.wanted = "" if self.opened else place
        if self.opened:
            self.post_message(self.Going(place))

    def action_help(self) -> None:
        """Say what the numbers and the keys mean."""
        from quizapp.tui.widgets.help import HelpScreen

        today = self._count()
        self.app.push_screen(HelpScreen(self, numbers=today.numbers if today else ()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """Reviewing ahead is for when nothing is due, more new cards for when some wait."""
        if action == "ahead":
            return bool(self.today and self.today.ahead)
        return action != "more_new" or bool(self.today and self.today.new_waiting)

    def take_over(self, opened: OpenCollection) -> None:
        """Go on with cards that were edited, or with other settings."""
        if self.opened:
            self.opened = opened

    @on(Loaded)
    def show_loaded(self, message: Loaded) -> None:
        """Show the topics and their counts."""
        library = message.opened.collection.library
        self.query_one("#name", Static).update(library.name or "torchdeck")
        self.opened = message.opened
        if message.opened.over:
            self.notify(message.opened.over, timeout=20)
        self._count()
        if self.wanted in {"start", "cram"}:
            (self.action_start if self.wanted == "start" else self.action_cram)()
        elif self.wanted:
            self.action_go(self.wanted)

    @on(OpeningFailed)
    def show_failed(self, message: OpeningFailed) -> None:
        """Say what could not be opened, and stay."""
        self.total.update("Nothing could be read.")
        self._say(self.wrong, f"{message.error}. Fix this and restart.")

    def _load(self) -> None:
        from quizapp.features.exam.commands import over_plan

        try:
            opened = self.open_collection()
            opened = replace(opened, over=over_plan(opened.collection, self.clock()))
        except OSError as error:
            self.post_message(self.OpeningFailed(error))
            return
        self.post_message(self.Loaded(opened))
        # nobody waits for it yet: the first answer shows how its card is proven
        with suppress(OSError):
            opened.collection.proofs.snippet_library  # noqa: B018

    def _count(self) -> Today | None:
        """Count and show what is due now."""
        if self.opened is None:
            return None
        # what counts is loaded with the cards, after the first painting
        from quizapp.collection.due import see_today

        try:
            self.today = today = see_today(self.opened.collection, self.clock())
        except OSError as error:
            self._say(self.wrong, f"{error}. Fix this, then press Enter again.")
            return None
        self.refresh_bindings()
        self.total.update(today.headline)
        self._say(self.later, today.later)
        self._say(self.wrong, "\n".join(self.opened.complaints()))
        self.topics.show(today.topics, today.waiting)
        return today

    def _begin(self, session: Session) -> None:
        if self.opened and not session.finished:
            self.post_message(self.Started(self.opened.collection, session))

    def _say(self, line: Static, text: str) -> None:
        line.update(text)
        line.display = bool(text)
