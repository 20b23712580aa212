"""The commands on the card that is asked, beside answering it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from quizapp.plain.card import asked_text, info_lines
from quizapp.plain.command import Command
from quizapp.plain.context import away
from quizapp.scheduler.model import FLAGS, Action
from quizapp.session.actions import ActionError, read_day, say_outcome

if TYPE_CHECKING:
    from datetime import date

    from deckgen.model import Card
    from quizapp.plain.context import Context
    from quizapp.session.session import Session

NO_DATE = "A new card has no date yet: answer it first."


class CardCommands:
    """Sets a card aside, marks it, moves it, edits it, and tells what is known of it."""

    def __init__(self, context: Context[Session]) -> None:
        self.context = context

    def commands(self, card: Card) -> list[Command[Session]]:
        """The commands on a card."""
        typed = self.context.letters.all
        no_date = "" if self.context.turn.status(card.id).memory else NO_DATE
        no_editor = (
            "" if self.context.console.at_terminal
            else f"It is at {card.place}: an editor needs a terminal."
        )  # fmt: skip
        return [
            Command(f"{typed('review-bury')} bury", "not again today",
                    partial(self.act, Action.BURY)),
            Command(f"{typed('review-suspend')} suspend", "not again until you say so",
                    partial(self.act, Action.SUSPEND)),
            Command(f"{typed('review-flag')} flag", "flag it, 1 to 7, or 0 for no flag", self.flag,
                    takes="NUMBER"),
            Command(f"{typed('browse-reset')} reset", "make it new again",
                    partial(self.act, Action.RESET)),
            Command(f"{typed('browse-set-due')} due",
                    "ask it again on a day: due 3, due 2026-12-24", self.set_due, no_date,
                    takes="DAY"),
            Command(f"{typed('review-details')} info", "all that is known of it",
                    partial(self.tell, card)),
            Command(f"{typed('review-edit')} edit", "edit it in your editor",
                    partial(self.edit, card), no_editor),
            Command(f"{typed('browse-open')} sources", "name the sources",
                    partial(self.name_sources, card)),
            Command("y code", "print the code alone", partial(self.print_code, card)),
        ]  # fmt: skip

    def flag(self, number: str) -> Session | None:
        """The session after a flag is put on the card, by number or colour."""
        if not number:
            named = ", ".join(f"{n} {name or 'no flag'}" for n, name in enumerate(FLAGS))
            number = self.context.console.ask(f"{named}. Enter leaves it as it is:").strip()
            if not number:
                return None
        names = {name: n for n, name in enumerate(FLAGS)} | {str(n): n for n in range(len(FLAGS))}
        chosen = names.get(number.casefold())
        if chosen is None:
            self.context.console.say(f"`{number}` is no flag: type a number from 0 to 7.")
            return None
        return self.act(Action.FLAG, argument=chosen)

    def set_due(self, text: str) -> Session | None:
        """The session after the card is given another day."""
        if not text:
            question = "When shall it be asked again? 3, or 2026-12-24. Enter leaves it as it is:"
            text = self.context.console.ask(question).strip()
            if not text:
                return None
        today = self.context.collection.scheduler.days.day_of(self.context.clock())
        try:
            return self.act(Action.SET_DUE, argument=read_day(text, today))
        except ActionError as error:
            self.context.console.say(f"{error}.")
            return None

    def act(
        self, action: Action, _: str = "", *, argument: int | date | None = None
    ) -> Session | None:
        """The session after an action is kept; None where the card stays as it is shown."""
        context, before = self.context, self.context.turn
        session = context.keep(
            lambda: context.collection.act_in(before, action, context.clock(), argument)
        )
        if session is None:
            return None
        undo = context.letters.first("review-undo")
        context.console.say(say_outcome(before, session, undo))
        if (session.asked, session.revealed) != (before.asked, before.revealed):
            return session
        context.turn = session
        return None

    def tell(self, card: Card, _: str) -> None:
        """Say what is known of the card, and what happened to it."""
        context = self.context
        lines = context.keep(
            lambda: list(info_lines(card, context.collection, context.clock())), "Not read"
        )
        context.console.say(*(lines or ()))

    def edit(self, card: Card, _: str) -> Session | None:
        """The session after the card was edited in the learner's editor."""
        from quizapp.features.cards.edit import EditError, edit_card

        context = self.context
        try:
            with away(context):
                edited = edit_card(card, context.collection, context.environ, context.call)
        except EditError as error:
            context.console.say(f"Not edited: {error}.")
            return None
        except KeyboardInterrupt:
            context.console.print(["", "Not edited: the editor was interrupted."])
            return None
        context.console.say(*map(str, edited.problems))
        if edited.collection is context.collection and edited.problems:
            context.console.say("The card stays as it was.")
        session = context.keep(
            lambda: edited.collection.carry_on(context.turn, context.clock()), "Not read"
        )
        if session:
            context.collection = edited.collection
        return session

    def print_code(self, card: Card, _: str) -> None:
        """Print the code of the sides that are shown, ready to be copied."""
        from quizapp.features.cards.edit import code_of

        hidden = replace(card, front=asked_text(card), back="")
        code = code_of(card if self.context.turn.revealed else hidden)
        self.context.console.print(code.split("\n") if code else ["There is no code here."])

    def name_sources(self, card: Card, _: str) -> None:
        """Print the sources of the card, one a line."""
        self.context.console.say(*(card.sources or ["This card names no source."]))
