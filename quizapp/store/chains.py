"""Finds quickly the few cards whose reviews may be late, in a log that is read once.

Two devices that review a card apart both begin with the same memory. Where every step began with
what the write before it left, that cannot have happened.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict, deque
from typing import TYPE_CHECKING, TypeAlias

from quizapp.store.codec import CARDS
from quizapp.store.encoding import UNREADABLE, dump, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizapp.store.encoding import Row

UNDONE_IN_A_ROW = 8
"""How many steps of one card are remembered in case they are taken back."""
Step: TypeAlias = tuple[bytes, bytes, bytes]
"""The card or the action, the moment, and what stood before, as the journal spells them."""
_STAMP = rb'"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z)"'
_NUMBER = rb"-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,20})?(?:e[+-]?[0-9]{1,2})?"
_COUNT = rb"(?:0|[1-9][0-9]{0,8})"
_TIME = rb"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,3})?"
_TEXT = rb'"[^"\\\x00-\x1f]*"'
_MEMORY = rb'\{"s":%s,"d":%s,"due":%s,"last":%s,"phase":"%s","step":%s,"reps":%s,"lapses":%s\}' % (
    *(_NUMBER, _NUMBER, _STAMP, _STAMP, rb"(?:learning|review|relearning)"),
    *(_COUNT, _COUNT, _COUNT),
)
ANSWER = re.compile(
    rb'(\{"v":[0-9]+,"t":%s,"at":%s,"grade":[1-4],"ms":%s,"before":(null|\{[^{}]*\})'
    rb'(?:,"highest":[1-4],"why":%s)?,"put":\{"cards":\{"([^"\\\x00-\x1f]*)":(%s)\}\})'
    rb',"crc32":(%s)\}\n' % (_STAMP, _STAMP, _TIME, _TEXT, _MEMORY, rb"0|[1-9][0-9]{0,9}")
)
"""The most frequent line, as this version writes it: an answer that changed its card alone."""


class ChainedWrites:
    """Follows the writes of each card, oldest first, and names the cards whose writes don't chain.

    In a chain each step began with what the write before left, and only the latest step is taken
    back, so no review of it is late. Some of the named cards may not be late either.
    """

    def __init__(self, version: int) -> None:
        self._version = b'{"v":%d,' % version
        """How a line of this program's version begins; an older one has to be migrated."""
        self.broken = set[str]()
        self._rows: dict[bytes, bytes] = {}
        """What was last written of each card; null is no memory."""
        self._steps: defaultdict[bytes, deque[Step]] = defaultdict(
            lambda: deque(maxlen=UNDONE_IN_A_ROW)
        )
        """The latest steps of each card that stand."""
        self._skimmed: dict[bytes, bytes] = {}
        """The latest answer of each card that was not read as JSON."""
        self._stamp = b""
        """The stamp of the latest of them."""

    def newest(self) -> Iterable[bytes]:
        """Of the skimmed lines, those that may be the newest of their card."""
        return self._skimmed.values()

    def skim(self, line: bytes) -> bool:
        """Take in the next line if it is an ordinary answer, whole and chained; say whether it is.

        Reading such a line as JSON could find nothing wrong with it, and costs five times as much.
        """
        found = ANSWER.fullmatch(line)
        if not found or not line.startswith(self._version):
            return False
        text, stamp, at, before, card, after, due, last, checksum = found.groups()
        if before != self._rows.get(card, b"null") or zlib.crc32(text) != int(checksum):
            return False
        if stamp == self._stamp:
            # which of two devices' lines counts is for the state to decide
            return False
        try:
            line.decode()
            for moment in (stamp, at, due, last):
                read_moment(moment.decode())
        except UNREADABLE:
            return False
        self._steps[card].append((card, at, before))
        self._rows[card] = after
        self._skimmed[card], self._stamp = line, stamp
        return True

    def take(self, document: Row) -> None:
        """Take in the next document of the log, which was found to be readable."""
        undone = document.get("undo")
        for name, row in document["put"].get(CARDS, {}).items():
            card = name.encode()
            if "grade" in document:
                self._step(card, (card, _text(document["at"]), _row(document["before"])))
            elif "deed" in document:
                # a step that does not say what stood before ends every chain
                before, _ = document["before"].get(name, ({}, None))
                self._step(card, (_text(document["deed"]), _text(document["at"]), _row(before)))
            elif undone:
                what = undone["card"] if "card" in undone else undone["deed"]
                self._undo(card, (_text(what), _text(undone["at"]), _row(row)))
            else:
                self._steps.pop(card, None)
            self._rows[card] = _row(row)

    def _step(self, card: bytes, step: Step) -> None:
        if step[2] != self._rows.get(card, b"null"):
            self.broken.add(card.decode())
        self._steps[card].append(step)

    def _undo(self, card: bytes, step: Step) -> None:
        steps = self._steps[card]
        if not steps or steps.pop() != step:
            self.broken.add(card.decode())


def _text(value: str) -> bytes:
    return value.encode()


def _row(row: Row | None) -> bytes:
    return dump(row).encode()
