"""What a table of cards shows of each, and what it can be sorted by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from rich.text import Text

from quizapp.listing import Row

WIDEST = 14
"""The most columns of the terminal a column takes that is not the question."""


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
