"""What becomes of a card's standing, beside what Anki makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from quiz_cases import DAY, DAYS, NOW, remembered

from quizapp.scheduler.model import CardStatus, Marks
from quizapp.session import actions

if TYPE_CHECKING:
    from anki.cards import Card
    from anki.collection import Collection as AnkiCollection

pytestmark = pytest.mark.anki
SUSPENDED, BURIED, NEW, REVIEW = -1, -3, 0, 2
TODAY = DAYS.day_of(NOW)
QUEUES = {SUSPENDED: Marks(suspended=True), BURIED: Marks(buried=TODAY), REVIEW: Marks()}
CASES = [
    (action, queue)
    for action in ("bury", "suspend", "unsuspend", "reset", "set due")
    for queue in QUEUES
    if (action, queue) != ("unsuspend", BURIED)  # to Anki's engine that is one and the same action
]


def queue_of(status: CardStatus) -> int:
    """The queue Anki would have the card in."""
    if status.mark.suspended:
        return SUSPENDED
    return BURIED if status.mark.buried == TODAY else REVIEW if status.memory else NEW


def seen(collection: AnkiCollection, queue: int) -> Card:
    note = collection.new_note(collection.models.by_name("Basic") or {})
    note["Front"] = "a card"
    collection.add_note(note, collection.decks.get_current_id())
    card = note.cards()[0]
    card.type, card.queue = 2, queue  # type: ignore[assignment]
    card.ivl, card.due, card.reps = 10, collection.sched.today + 3, 4
    collection.update_card(card)
    return card


@pytest.mark.parametrize(("action", "queue"), CASES)
def test_a_card_ends_where_it_does_in_anki(
    collection: AnkiCollection, action: str, queue: int
) -> None:
    card, scheduler = seen(collection, queue), collection.sched
    ours = {"a": CardStatus(remembered(), QUEUES[queue])}
    if action == "bury":
        scheduler.bury_cards([card.id])
        change = actions.bury(ours, ours, NOW, DAYS)
    elif action == "suspend":
        scheduler.suspend_cards([card.id])
        change = actions.suspend(ours, ours, NOW)
    elif action == "unsuspend":
        scheduler.unsuspend_cards([card.id])
        change = actions.unsuspend(ours, ours, NOW)
    elif action == "reset":
        scheduler.schedule_cards_as_new([card.id])
        change = actions.reset(ours, ours, NOW)
    else:
        scheduler.set_due_date([card.id], "5")
        change = actions.set_due(ours, ours, NOW, DAYS, TODAY + 5 * DAY)
    after = change.after["a"] if change else ours["a"]
    assert queue_of(after) == collection.get_card(card.id).queue
