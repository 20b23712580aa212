"""The actions on cards: bury, suspend, flag, forget, set the due date, each as a change to log."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from quizapp.scheduler.model import FLAGS, Action, CardChange, CardStatus, Marks, State
from quizapp.words import say_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from quizapp.scheduler.day import LearnerDays
    from quizapp.scheduler.model import Review
    from quizapp.session.session import Session
    from quizapp.store.protocol import Store

FARTHEST = 36_500
"""The most days ahead a card can be put."""
REMEDY = "write a number of days like 0, 3 or +14, or a coming date like 2026-12-24"
UNTOUCHED = CardStatus()
CHANGED_ELSEWHERE = "Another window changed this card just now."


class ActionError(ValueError):
    """An action that these cards do not allow; the message says why, and what they allow."""


def read_day(text: str, today: date) -> date:
    """The learner's day that a person means by `3`, `+14`, `today` or `2026-12-24`.

    Raises ActionError for anything else, and for a day that is over.
    """
    word = text.strip().lower()
    named = {"today": today, "tomorrow": today + timedelta(1)}.get(word)
    try:
        if re.fullmatch(r"\+?\d{1,6}", word, re.ASCII):
            day = today + timedelta(int(word))
        else:
            day = named or date.fromisoformat(word)
    except (ValueError, OverflowError) as error:
        raise ActionError(f"`{text}` isn't a day: {REMEDY}") from error
    refuse_far(day, today, text)
    return day


def refuse_far(day: date, today: date, text: str) -> None:
    """Raise ActionError for a day that is over, or farther off than any card can wait."""
    if not today <= day <= today + timedelta(FARTHEST):
        raise ActionError(f"`{text}` isn't a day a card can wait for: {REMEDY}")


def say_marks(mark: Marks) -> str:
    """The marks of a card in words: `flag 1 red · leech`; empty for a card without any."""
    flag_name = f"flag {mark.flag} {FLAGS[mark.flag]}" if mark.flag else ""
    return " · ".join(filter(None, (flag_name, "leech" if mark.leech else "")))


def say_leech(review: Review, confusable: Sequence[str]) -> str:
    """The notice that a card has become a leech, with what the learner can do about it."""
    said = [
        f"Forgotten {say_number(review.after.lapses, 'time')}: asking it again the same way will "
        "not help. Read its source, write the example yourself, or edit the card."
    ]
    said += [f"Is it confused with: {each}" for each in confusable]
    if review.marks and review.marks[1].suspended:
        said.append("It is suspended now: Browse brings it back.")
    return "\n".join(said)


def statuses_of(cards: Iterable[str], store: Store) -> dict[str, CardStatus]:
    """The status that the store has of some cards now."""
    memories, marks = store.memories(), store.marks()
    return {card: CardStatus(memories.get(card), marks.get(card, Marks())) for card in cards}


def bury(
    cards: Iterable[str], statuses: Mapping[str, CardStatus], now: datetime, days: LearnerDays
) -> CardChange | None:
    """Set cards aside until tomorrow; a suspended one stays what it is."""
    today = days.day_of(now)

    def set_aside(status: CardStatus) -> CardStatus:
        return status if status.mark.suspended else _marked(status, buried=today)

    return _change(Action.BURY, cards, statuses, now, set_aside)


def unbury(
    cards: Iterable[str], statuses: Mapping[str, CardStatus], now: datetime
) -> CardChange | None:
    """Ask buried cards again today."""
    return _change(Action.UNBURY, cards, statuses, now, lambda each: _marked(each, buried=None))


def suspend(
    cards: Iterable[str], statuses: Mapping[str, CardStatus], now: datetime
) -> CardChange | None:
    """Ask cards no more until the learner unsuspends them."""
    return _change(
        Action.SUSPEND,
        cards,
        statuses,
        now,
        lambda each: each if each.mark.suspended else _marked(each, suspended=True, buried=None),
    )


def unsuspend(
    cards: Iterable[str], statuses: Mapping[str, CardStatus], now: datetime
) -> CardChange | None:
    """Ask suspended cards again."""
    return _change(
        Action.UNSUSPEND, cards, statuses, now, lambda each: _marked(each, suspended=False)
    )


def toggle_suspended(
    cards: Iterable[str], statuses: Mapping[str, CardStatus], now: datetime
) -> CardChange | None:
    """Suspend cards, or unsuspend them where all of them are suspended."""
    chosen = list(cards)
    return suspend(chosen, statuses, now) or unsuspend(chosen, statuses, now)


def toggle_buried(
    cards: Iterable[str], statuses: Mapping[str, CardStatus], now: datetime, days: LearnerDays
) -> CardChange | None:
    """Bury cards, or unbury them where all of them that can be buried are buried today."""
    chosen, today = list(cards), days.day_of(now)
    if change := bury(chosen, statuses, now, days):
        return change
    buried = [card for card in chosen if statuses.get(card, UNTOUCHED).mark.buried == today]
    return unbury(buried, statuses, now)


def flag(
    cards: Iterable[str], statuses: Mapping[str, CardStatus], now: datetime, number: int
) -> CardChange | None:
    """Give cards a flag, 1 to 7; 0 takes it off, and so does the flag that all of them have."""
    chosen = list(cards)
    if all(statuses.get(card, UNTOUCHED).mark.flag == number for card in chosen):
        number = 0
    return _change(Action.FLAG, chosen, statuses, now, lambda each: _marked(each, flag=number))


def reset(
    cards: Iterable[str], statuses: Mapping[str, CardStatus], now: datetime
) -> CardChange | None:
    """Make cards new again, suspended ones too, as in Anki; flags and past reviews stay."""

    def forget(status: CardStatus) -> CardStatus:
        untouched = status.memory is None and not status.mark.suspended
        return status if untouched else CardStatus(mark=Marks(flag=status.mark.flag))

    return _change(Action.RESET, cards, statuses, now, forget)


def set_due(
    cards: Iterable[str],
    statuses: Mapping[str, CardStatus],
    now: datetime,
    days: LearnerDays,
    day: date,
) -> CardChange | None:
    """Ask cards again on a learner's day, suspended and buried ones too, as in Anki.

    Their stability and difficulty stay as they are. Raises ActionError for new cards, which have no
    date, and for a day that is over.
    """
    chosen, due = list(cards), days.start_of(day)
    new = [card for card in chosen if statuses.get(card, UNTOUCHED).memory is None]
    if new:
        which = f"{len(new)} of the {len(chosen)} cards" if len(chosen) > 1 else f"`{new[0]}`"
        remedy = "answer it first" if len(chosen) == 1 else "leave them out with -is:new"
        raise ActionError(f"no date can be set for {which}, never answered before: {remedy}")
    refuse_far(day, days.day_of(now), str(day))

    def move(status: CardStatus) -> CardStatus:
        memory = status.memory
        if memory is None:
            return status
        moved = replace(memory, due=due, state=State.REVIEW, step=0)
        return CardStatus(moved, replace(status.mark, suspended=False, buried=None))

    return _change(Action.SET_DUE, chosen, statuses, now, move)


def change_by(
    action: Action,
    statuses: Mapping[str, CardStatus],
    now: datetime,
    days: LearnerDays,
    argument: int | date | None = None,
) -> CardChange | None:
    """The change an action makes to cards; None where it changes nothing.

    Suspending and burying toggle. A flag takes its number as the argument, and a due date its
    day. Raises ActionError for what can't be done to these cards.
    """
    cards = list(statuses)
    match action, argument:
        case Action.BURY, None:
            return toggle_buried(cards, statuses, now, days)
        case Action.SUSPEND, None:
            return toggle_suspended(cards, statuses, now)
        case Action.RESET, None:
            return reset(cards, statuses, now)
        case Action.FLAG, int(number):
            return flag(cards, statuses, now, number)
        case Action.SET_DUE, date() as day:
            return set_due(cards, statuses, now, days, day)
    raise TypeError(f"{action} takes another argument than {argument!r}")


def say_change(change: CardChange) -> str:
    """A change in a few words: `3 cards suspended`."""
    after = next(iter(change.after.values()), UNTOUCHED)
    done = {
        Action.BURY: "buried until tomorrow",
        Action.UNBURY: "no longer buried",
        Action.SUSPEND: "suspended",
        Action.UNSUSPEND: "no longer suspended",
        Action.FLAG: f"flagged {FLAGS[after.mark.flag]}" if after.mark.flag else "without a flag",
        Action.RESET: "new again",
        Action.SET_DUE: "given another date",
    }
    return f"{say_number(len(change.after), 'card')} {done[change.action]}"


def say_outcome(before: Session, after: Session, undo: str) -> str:
    """What an action on the card asked came to; `undo` names the key that takes it back."""
    change = after.operations[-1] if after.operations != before.operations else None
    if isinstance(change, CardChange):
        said = say_change(change)
        return f"{said[0].upper()}{said[1:]}. {undo} takes it back."
    if before.asked and after.status(before.asked) != before.status(before.asked):
        return CHANGED_ELSEWHERE
    return "Nothing to change."


def _marked(status: CardStatus, **facts: object) -> CardStatus:
    return replace(status, mark=replace(status.mark, **facts))  # type: ignore[arg-type]


def _change(
    action: Action,
    cards: Iterable[str],
    statuses: Mapping[str, CardStatus],
    now: datetime,
    become: Callable[[CardStatus], CardStatus],
) -> CardChange | None:
    """The change an action makes to cards; None where it changes nothing."""
    before = {card: statuses.get(card, UNTOUCHED) for card in cards}
    after = {card: become(status) for card, status in before.items()}
    changed = [card for card in before if before[card] != after[card]]
    if not changed:
        return None
    return CardChange(
        action,
        now,
        {card: before[card] for card in changed},
        {card: after[card] for card in changed},
    )
