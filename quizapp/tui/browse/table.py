"""The browser's table of cards, and its columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DataTable

from quizapp.features.cards.rows import Row

if TYPE_CHECKING:
    from textual import events

    from deckgen.model import Card
    from quizapp.features.cards.rows import Row

WIDEST = 14
"""The most columns of the terminal a column takes that is not the question."""
CHOSEN = "●"


class Column(NamedTuple):
    """One fact of each card."""

    name: str
    least: int
    """The width of a terminal from which on there is room for it."""
    words: Callable[[Row], str]
    order: Callable[[Row], tuple[float, str]]

    def width(self, rows: Iterable[Row]) -> int:
        """As wide as its widest words, within reason; what is wider is wrapped."""
        widest = max((len(self.words(row)) for row in rows), default=0)
        return min(max(widest, len(self.name) + 2), WIDEST)


def _notes(row: Row) -> str:
    return ", ".join(row.notes)


COLUMNS = (
    Column("Question", 0, lambda row: row.question, lambda row: (0, row.question.casefold())),
    Column("Deck", 60, lambda row: row.deck, lambda row: (0, row.deck.casefold())),
    Column("Kind", 76, lambda row: row.card.kind, lambda row: (0, row.card.kind)),
    Column(
        "Due",
        0,
        lambda row: row.when,
        lambda row: (row.due.timestamp() if row.due else float("inf"), ""),
    ),
    Column("Notes", 110, _notes, lambda row: (not row.notes, _notes(row))),
)
NOTES = COLUMNS[-1]


def column_called(name: str) -> Column | None:
    """The column of a name; None stands for study order."""
    return next((column for column in COLUMNS if column.name == name), None)


def fit_columns(rows: Sequence[Row], room: int, padding: int) -> dict[str, int]:
    """The columns there is room for, and how wide each is; the question takes what is left."""
    widths = {column.name: column.width(rows) for column in COLUMNS if room >= column.least}
    others = sum(widths.values()) - widths["Question"]
    # the mark takes a column of the terminal, and so does the scrollbar
    widths["Question"] = max(8, room - others - 2 * padding * (len(widths) + 1) - 2)
    return widths


def cells_of(row: Row, shown: Collection[str]) -> list[Text]:
    """What the columns show of a card; its notes follow the question where they have no column."""
    cells = [Text(column.words(row)) for column in COLUMNS if column.name in shown]
    if row.notes and NOTES.name not in shown:
        cells[0].append(f" [{', '.join(row.notes)}]", "italic")
    return cells


class CardTable(DataTable[Text], inherit_bindings=False):
    """One card a row, its words wrapped and never cut; columns go where there is no room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("home", "scroll_top", show=False),
        Binding("end", "scroll_bottom", show=False),
        Binding("question_mark", "screen.list_keys", "Keys", id="browse-keys"),
        Binding("slash", "screen.search", "Search", id="browse-search"),
        Binding("j", "step(1)", "Down", show=False, id="browse-next"),
        Binding("k", "step(-1)", "Up", show=False, id="browse-previous"),
        Binding("space", "choose", "Choose", id="browse-choose"),
        Binding("a", "choose_all", "Choose all", id="browse-choose-all"),
        Binding("s", "sort", "Sort", tooltip="Sort by the next column", id="browse-sort"),
        Binding("S", "turn", "Reverse", tooltip="Reverse the order", id="browse-reverse"),
    ]

    class Altered(Message):
        """Other cards are chosen, or they come in another order."""

    class RowOpened(Message):
        """A row was clicked twice."""

    def __init__(self) -> None:
        super().__init__(cursor_type="row", zebra_stripes=True)
        self.listed: list[Row] = []
        """The cards in the order they are shown in."""
        self.chosen: frozenset[str] = frozenset()
        self.sorted_by = ""
        """The name of a column; empty for study order."""
        self.turned = False
        """Whether the order is shown from its other end."""
        self._rows: Sequence[Row] = ()
        self._fitted: tuple[dict[str, int], str, bool] = ({}, "", False)
        self._heights: dict[str, int] = {}

    @property
    def card(self) -> Card | None:
        """The card at the cursor."""
        at = self.cursor_row
        return self.listed[at].card if 0 <= at < len(self.listed) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Show these cards, given in study order; the cursor stays on its card if it is there."""
        at, card = self.cursor_row, self.card
        self._rows = rows
        self.chosen &= {row.card.id for row in rows}
        listed = self._in_order()
        widths = fit_columns(listed, self.outer_size.width, self.cell_padding)
        if not self._renew(listed, widths):
            self._fill(listed, widths)
            self.move_cursor(row=min(at, len(rows) - 1))
            self.go_to(card.id if card else "")

    def go_to(self, card: str) -> None:
        """Move the cursor to a card, if it is shown."""
        at = next((n for n, row in enumerate(self.listed) if row.card.id == card), None)
        if at is not None:
            self.move_cursor(row=at)

    def on_resize(self) -> None:
        """Show as many columns as there is room for."""
        self.show(self._rows)

    def on_click(self, event: events.Click) -> None:
        """Choose the card whose mark was clicked; open one that was clicked twice."""
        place = event.style.meta
        if place.get("row", -1) < 0:
            return
        if place.get("column") == 0:
            self._toggle(self.listed[place["row"]].card.id)
        elif event.chain == 2:
            self.post_message(self.RowOpened())

    @on(DataTable.HeaderSelected)
    def sort_by_clicked(self, message: DataTable.HeaderSelected) -> None:
        """Sort by a column; the other way round where it was sorted by it."""
        name = str(message.column_key.value)
        if column_called(name):
            self._sort(name, turned=name == self.sorted_by and not self.turned)

    def action_step(self, step: int) -> None:
        """To the next row or the one before, round and round."""
        if self.listed:
            self.move_cursor(row=(self.cursor_row + step) % len(self.listed))

    def action_choose(self) -> None:
        """Choose the card at the cursor, or leave it out, and go on to the next."""
        if self.card:
            self._toggle(self.card.id)
            self.move_cursor(row=min(self.cursor_row + 1, len(self.listed) - 1))

    def action_choose_all(self) -> None:
        """Choose every card that is shown, or none."""
        everything = frozenset(row.card.id for row in self.listed)
        self._choose(frozenset() if self.chosen == everything else everything)

    def action_sort(self) -> None:
        """Sort by the next column; after the last one in study order again."""
        names = ["", *(column.name for column in COLUMNS)]
        self._sort(names[(names.index(self.sorted_by) + 1) % len(names)], turned=False)

    def action_turn(self) -> None:
        """The same order from its other end."""
        self._sort(self.sorted_by, turned=not self.turned)

    def _toggle(self, card: str) -> None:
        self._choose(self.chosen ^ {card})

    def _choose(self, cards: frozenset[str]) -> None:
        self.chosen = cards
        for row in self.listed:
            self.update_cell(row.card.id, "chosen", self._mark(row))
        self.post_message(self.Altered())

    def _sort(self, name: str, *, turned: bool) -> None:
        self.sorted_by, self.turned = name, turned
        self.show(self._rows)
        self.post_message(self.Altered())

    def _in_order(self) -> list[Row]:
        column = column_called(self.sorted_by)
        listed = sorted(self._rows, key=column.order) if column else list(self._rows)
        return listed[::-1] if self.turned else listed

    def _renew(self, listed: list[Row], widths: dict[str, int]) -> bool:
        """Change only what differs; False where rows come, go, move or take other space."""
        moved = [row.card.id for row in self.listed] != [row.card.id for row in listed]
        if moved or self._fitted != (widths, self.sorted_by, self.turned):
            return False
        pairs = zip(self.listed, listed, strict=True)
        changed = {new.card.id: cells_of(new, widths) for old, new in pairs if old != new}
        if any(
            self._height(cells, widths) != self._heights[card] for card, cells in changed.items()
        ):
            return False
        self.listed = listed
        for card, cells in changed.items():
            for name, cell in zip(widths, cells, strict=True):
                self.update_cell(card, name, cell)
        return True

    def _fill(self, listed: list[Row], widths: dict[str, int]) -> None:
        self.listed, self._fitted = listed, (widths, self.sorted_by, self.turned)
        self.clear(columns=True)
        self.add_column(Text(CHOSEN), width=1, key="chosen")
        for name, columns in widths.items():
            arrow = (" ▼" if self.turned else " ▲") if name == self.sorted_by else ""
            self.add_column(Text(name + arrow), width=columns, key=name)
        for row in listed:
            cells = cells_of(row, widths)
            height = self._heights[row.card.id] = self._height(cells, widths)
            self.add_row(self._mark(row), *cells, height=height, key=row.card.id)

    # The table would find a height by itself, but goes by the width it had before.
    def _height(self, cells: Sequence[Text], widths: Mapping[str, int]) -> int:
        wrapped = (
            cell.wrap(self.app.console, width)
            for cell, width in zip(cells, widths.values(), strict=True)
            if cell.cell_len > width
        )
        return max(map(len, wrapped), default=1)

    def _mark(self, row: Row) -> Text:
        return Text(CHOSEN if row.card.id in self.chosen else " ")
