"""The statistics screen: the past, the cards now, and the days ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Label

from quizapp.features.stats.stats import look_back
from quizapp.features.stats.tables import DAYS, NOTHING_YET, counts_of, sections
from quizapp.tui.stats.heatmap import Heatmap
from quizapp.tui.stats.lines import SectionLines
from quizapp.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.widget import Widget

    from quizapp.collection.collection import Collection
    from quizapp.features.stats.stats import Statistics


class StatisticsScreen(Screen[None]):
    """Paints at once, and reads the reviews in the background."""

    CSS_PATH = "statistics.tcss"
    AUTO_FOCUS = "#statistics"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="statistics-back"),
    ]

    class Read(Message):
        """The reviews were read."""

        def __init__(self, statistics: Statistics) -> None:
            super().__init__()
            self.statistics = statistics

    class ReadingFailed(Message):
        """The reviews could not be read."""

        def __init__(self, error: OSError) -> None:
            super().__init__()
            self.error = error

    board = getters.query_one("#statistics", VerticalScroll)
    state = getters.query_one("#state", Label)

    def __init__(self, collection: Collection, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.collection = collection
        self.clock = clock

    def compose(self) -> ComposeResult:
        """A word until there are numbers."""
        with VerticalScroll(id="statistics"):
            yield Label("Reading the reviews…", id="state", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read and count without keeping the screen waiting."""
        self.run_worker(self._read, thread=True)

    def action_back(self) -> None:
        """To the screen before."""
        self.app.pop_screen()

    @on(Read)
    async def show_sections(self, message: Read) -> None:
        """Show the numbers, or say that there are none yet."""
        if not message.statistics.total.reviews:
            self.state.update(NOTHING_YET)
            return
        with self.app.batch_update():
            await self.state.remove()
            await self.board.mount(*self._sections(message.statistics))

    @on(ReadingFailed)
    def show_failed(self, message: ReadingFailed) -> None:
        """Say what could not be read."""
        self.state.update(f"{message.error}. Fix this, then come back here.")

    def _sections(self, statistics: Statistics) -> Iterator[Widget]:
        questions: dict[str, str] = {
            card.id: card.question for card in self.collection.cards.values()
        }
        for section in sections(statistics, questions):
            yield Label(section.title, classes="title", markup=False)
            if section.title == DAYS:
                yield Heatmap(counts_of(statistics), statistics.day)
            else:
                yield SectionLines(section)

    def _read(self) -> None:
        try:
            self.post_message(self.Read(look_back(self.collection, self.clock())))
        except OSError as error:
            self.post_message(self.ReadingFailed(error))
