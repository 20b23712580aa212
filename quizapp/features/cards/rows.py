"""Cards in lines: which they are, when they come, and what is noted on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from quizapp.collection.topics import topic_name
from quizapp.features.search.card import plain_line
from quizapp.scheduler.labels import label_span
from quizapp.scheduler.model import FLAGS, CardStatus, Marks, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from deckgen.model import Card
    from quizapp.collection.collection import Collection
    from quizapp.scheduler.day import LearnerDays
    from quizapp.scheduler.model import Memory

NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Row:
    """One card as a list shows it."""

    card: Card
    deck: str
    question: str
    """Without code marks."""
    status: CardStatus
    due: datetime | None
    """When it comes back, aware, in UTC; None for a new card."""
    when: str
    """The same in a word or two: `new`, `today`, `in 3d`, `5d late`."""
    notes: tuple[str, ...] = ()
    """What is noted on it, a word each: `suspended`, `buried`, `leech`, `red flag`."""

    def as_json(self) -> dict[str, object]:
        """The row as JSON can hold it."""
        memory, mark = self.status.memory, self.status.mark
        return {
            "id": self.card.id,
            "deck": self.deck,
            "question": self.card.question,
            "kind": self.card.kind,
            "level": self.card.level,
            "due": self.due.isoformat() if self.due else None,
            "stability": memory.stability if memory else None,
            "flag": mark.flag,
            "suspended": mark.suspended,
            "buried": "buried" in self.notes,
            "leech": mark.leech,
            "path": self.card.place.path,
            "line": self.card.place.line,
        }


def list_rows(cards: Iterable[Card], collection: Collection, now: datetime) -> list[Row]:
    """The rows of some cards, in their order."""
    memories, marks = collection.store.memories(), collection.store.marks()
    decks = {card.id: topic_name(deck) for deck in collection.library.decks for card in deck.cards}
    days = collection.scheduler.days
    return [
        row_of(
            card,
            decks[card.id],
            CardStatus(memories.get(card.id), marks.get(card.id, NO_MARKS)),
            now,
            days,
        )
        for card in cards
    ]


def row_of(card: Card, deck: str, status: CardStatus, now: datetime, days: LearnerDays) -> Row:
    """The row of one card."""
    memory = status.memory
    return Row(
        card,
        deck,
        plain_line(card.question),
        status,
        memory.due if memory else None,
        say_when(memory, now, days),
        tuple(_notes(status.mark, days.day_of(now))),
    )


def say_when(memory: Memory | None, now: datetime, days: LearnerDays) -> str:
    """When a card comes back, in a word or two: `new`, `now`, `in 8m`, `today`, `5d late`."""
    if memory is None:
        return "new"
    if memory.state is not State.REVIEW:
        return "now" if memory.due <= now else f"in {label_span(memory.due - now).lstrip('<')}"
    ahead = days.day_of(memory.due) - days.day_of(now)
    if not ahead:
        return "today"
    return f"in {label_span(ahead)}" if ahead > timedelta(0) else f"{label_span(-ahead)} late"


def say_rows(rows: list[Row]) -> str:
    """The rows as lines of a table."""
    cells = [(row.card.id, row.deck, row.when, row.question, *row.notes) for row in rows]
    ids, decks, whens = (max(len(cell[n]) for cell in cells) for n in range(3))
    return "\n".join(
        f"{card:{ids}}  {deck:{decks}}  {when:{whens}}  {question}"
        + (f"  [{', '.join(notes)}]" if notes else "")
        for card, deck, when, question, *notes in cells
    )


def _notes(mark: Marks, today: date) -> Iterator[str]:
    if mark.suspended:
        yield "suspended"
    elif mark.buried == today:
        yield "buried"
    if mark.leech:
        yield "leech"
    if mark.flag:
        yield f"{FLAGS[mark.flag]} flag"
