"""The answers that stand, from the columns that the log keeps of answers and of their undoing."""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import compress, islice
from operator import lt
from typing import TYPE_CHECKING

from quizapp.scheduler.columns import KINDS, ReviewColumns, count_microseconds, row_of
from quizapp.store.codec import read_review, read_undone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizapp.store.encoding import Row
    from quizapp.store.tables import LogColumns

UNDO = 0
"""The grade of a row that takes back the answer of its card and moment."""


def read_answer(line: Row, names: dict[str, int]) -> tuple[int, ...] | None:
    """The row of a document of the log that tells of an answer, or takes back a step."""
    if review := read_review(line):
        return row_of(review, names)
    if undone := read_undone(line):
        name, at = undone
        number = names.setdefault(name, len(names))
        return number, count_microseconds(at), UNDO, 0, 0, 0, 0, 0
    return None


def find_standing(columns: LogColumns) -> ReviewColumns:
    """The answers that were not taken back, each once."""
    dropped = _find_copies(columns)
    dropped |= _find_undone(columns, dropped)
    found = {name: columns[name] for name in KINDS}
    if dropped:
        kept = bytearray(b"\1") * len(columns["at"])
        for row in dropped:
            kept[row] = 0
        found = {name: array(KINDS[name], compress(each, kept)) for name, each in found.items()}
    return ReviewColumns(tuple(columns.names), **found)


def _find_copies(columns: LogColumns) -> set[int]:
    """The rows of lines that another journal says, too."""
    stamps = columns["stamp"]
    if all(map(lt, stamps, islice(stamps, 1, None))):
        return set()
    known, copies = set[tuple[int, int]](), set[int]()
    for row, line in enumerate(zip(stamps, columns["line"], strict=True)):
        if line in known:
            copies.add(row)
        known.add(line)
    return copies


def _find_undone(columns: LogColumns, copies: set[int]) -> set[int]:
    """The rows that take back an answer, and the rows of those answers.

    An undo takes back the latest answer of its card and moment that stands before it.
    """
    undos = set(_rows_with(columns["grade"], UNDO)) - copies
    if not undos:
        return undos
    keys = {(columns["card"][row], columns["at"][row]) for row in undos}
    moments = {at for _, at in keys}
    rows = [
        row
        for row, at in enumerate(columns["at"])
        if at in moments and (columns["card"][row], at) in keys and row not in copies
    ]
    rank = sorted(range(len(columns.journals)), key=columns.journals.__getitem__)
    place = {journal: number for number, journal in enumerate(rank)}
    # the order of the log: a synchroniser brings rows later than they were written
    rows.sort(key=lambda row: (columns["stamp"][row], place[columns["journal"][row]], row))
    standing: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    undone = set(undos)
    for row in rows:
        answers = standing[columns["card"][row], columns["at"][row]]
        if columns["grade"][row] != UNDO:
            answers.append(row)
        elif answers:
            undone.add(answers.pop())
    return undone


def _rows_with(column: array[int], value: int) -> Iterator[int]:
    return (row for row, each in enumerate(column) if each == value)
