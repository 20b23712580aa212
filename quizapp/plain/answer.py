"""The commands that take a typed answer and have it judged."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Generic, TypeVar

from deckgen.kinds import KINDS, Answer
from deckgen.model import Kind
from quizapp.plain.command import Command, V
from quizapp.plain.console import END

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.features.judge.judge import Judge
    from quizapp.features.judge.result import Attempt, Attempts
    from quizapp.plain.context import Context

ALOUD = "You answer this card aloud, and compare."
LONG = f"Type your answer, then a line with a single dot ({END})."
T = TypeVar("T")


class AnswerCommands(Generic[V]):
    """Judges what is typed for a card, and remembers the attempts at its answer."""

    def __init__(self, context: Context[V], screen: str, asking: Callable[[], int]) -> None:
        """`asking` tells one asking of a card from the next; `screen` is that of the keys."""
        self.context = context
        self.screen = screen
        self.asking = asking
        self.attempts: Attempts = {}

    @cached_property
    def judge(self) -> Judge:
        """The judge of this machine; it loads what runs code when it is first needed."""
        from quizapp.features.judge.judge import open_judge

        return open_judge(self.context.collection.proofs.snippet_library)

    def commands(self, card: Card) -> list[Command[V]]:
        """The commands on the answer of a card."""
        why_not = self.context.why_not("type") or self.why_unjudged(card)
        unwritten = why_not or self._why_unwritten(card)
        return [
            Command(f"{self._letter} answer", "type the answer, and have it judged",
                    partial(self.answer, card), why_not, "TEXT"),
            Command("w write", "write it in your editor", partial(self.write, card), unwritten),
        ]  # fmt: skip

    def offers(self, card: Card | None) -> list[str]:
        """Name the command that takes a typed answer, where one can be judged."""
        return [f"{self._letter} type the answer"] if card and not self.why_unjudged(card) else []

    def why_unjudged(self, card: Card) -> str:
        """Why an answer to a card can't be judged here; empty where it can."""
        if KINDS[card.kind].answer is Answer.ALOUD:  # so that nothing that judges is loaded
            return ALOUD
        unjudged = self.judge.can_judge(card)
        return unjudged.reason if unjudged else ""

    def say_unjudged(self, card: Card) -> None:
        """Say why a card can't be judged, where a learner would expect that it can."""
        if KINDS[card.kind].answer is not Answer.ALOUD and not self.context.turn.revealed:
            self.context.console.say(self.why_unjudged(card))

    def answer(self, card: Card, text: str) -> None:
        """Judge an answer that is typed in lines."""
        self.judge.warm(card)
        self._judge(card, self._typed(card, text))

    def write(self, card: Card, _: str) -> None:
        """Judge an answer that is written in the learner's editor."""
        from quizapp.features.cards.edit import EditorError, edit_text
        from quizapp.features.judge.judge import prefilled

        about = f"{card.question}\n\n{card.front}".strip()
        suffix = ".txt" if KINDS[card.kind].answer is Answer.OUTPUT else ".py"
        begun = "\n".join(self.attempt.typed) or prefilled(card)
        self.judge.warm(card)
        try:
            text = edit_text(begun, about, self.context.environ, suffix, self.context.call)
        except EditorError as error:
            self.context.console.say(str(error))
        else:
            self._judge(card, (text,))

    def weigh(self) -> None:
        """Take a judgement into account, where it matters to the turn."""

    def compare(self) -> None:
        """Say how a wrong prediction differs from the output that is now shown."""
        from quizapp.plain.verdicts import compared_lines

        if judgement := self.attempt.judgement:
            self.context.console.print(compared_lines(judgement))

    def close(self) -> None:
        """End the process that runs code, if one was begun."""
        if "judge" in vars(self):
            self.judge.close()

    @property
    def attempt(self) -> Attempt:
        """The attempt at the card that is asked."""
        from quizapp.features.judge.result import Attempt

        return self.attempts.get(self._key, Attempt())

    @property
    def _key(self) -> tuple[str, int]:
        return self.context.turn.asked or "", self.asking()

    @property
    def _letter(self) -> str:
        return self.context.letters.first(f"{self.screen}-answer")

    def _why_unwritten(self, card: Card) -> str:
        if card.kind is Kind.CLOZE:
            return "Blanks are typed one by one: type answer."
        return (
            "" if self.context.console.at_terminal else "An editor needs a terminal: type answer."
        )

    def _typed(self, card: Card, text: str) -> tuple[str, ...]:
        """The text, or the words for every blank; what stood behind the command comes first."""
        from quizapp.features.judge.cloze import blanks_of

        if card.kind is not Kind.CLOZE:
            return (text or self.context.console.ask_lines(LONG),)
        blanks = blanks_of(card)
        typed = [text] if text else []
        for number, blank in enumerate(blanks[len(typed) :], len(typed) + 1):
            hint = f", {blank.hint}" if blank.hint else ""
            typed.append(self.context.console.ask(f"Blank {number} of {len(blanks)}{hint}:"))
        return tuple(typed)

    def _judge(self, card: Card, typed: tuple[str, ...]) -> None:
        from quizapp.plain.verdicts import judgement_lines

        slow = KINDS[card.kind].answer is not Answer.OUTPUT
        judgement = self._run(lambda: self.judge.judge(card, typed), slow=slow)
        if judgement is None:
            return
        self.attempts[self._key] = self.attempt.with_text(typed).judged(judgement, typed)
        self.weigh()
        self.context.console.print(judgement_lines(judgement))
        if judgement.right is False:
            self.context.console.say("Try again, or Enter shows the answer.")

    def _run(self, work: Callable[[], T], *, slow: bool = True) -> T | None:
        """The result of running code; None where Ctrl-C stopped it. A slow run is announced."""
        from quizapp.features.judge.worker import StoppedError

        if slow:
            self.context.console.say("Checking. Ctrl-C stops it.")
        try:
            return work()
        except (KeyboardInterrupt, StoppedError):
            self.judge.stop()
            self.context.console.print(["", "Stopped."])
            return None
