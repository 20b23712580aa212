"""An answer typed in lines, and judged."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from deckgen.model import Kind
from quizapp.plain.command import Command
from quizapp.plain.console import END

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.features.judge.result import Attempt, Attempts
    from quizapp.plain.session import Quiz

ALOUD = "You answer this card aloud, and compare."
LONG = f"Type your answer, then a line with a single dot ({END})."
SHOWN = "The answer is shown already: only the next time can be judged."


class Answering:
    """Takes answers, and remembers how they fared."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz
        self.attempts: Attempts = {}

    def commands(self, card: Card) -> list[Command]:
        """Those of a card that is asked."""
        letter, revealed = self.quiz.letters.first, self.quiz.session.revealed
        why_not = SHOWN if revealed else self._why_unjudged(card)
        named = letter("review-answer")
        answer, write = partial(self.answer, card), partial(self.write, card)
        return [
            Command(
                f"{named} answer", "type the answer, and have it judged", answer, why_not, "TEXT"
            ),
            Command(
                "w write", "write it in your editor", write, why_not or self._why_unwritten(card)
            ),
        ]

    def offer(self, card: Card) -> str:
        """The part of a prompt that names typing; empty where nothing can be judged."""
        letter = self.quiz.letters.first("review-answer")
        return "" if self._why_unjudged(card) else f" {letter} type the answer,"

    def tell(self, card: Card) -> None:
        """Say why a card cannot be judged, where one might have thought so."""
        if card.kind is not Kind.RECALL and not self.quiz.session.revealed:
            self.quiz.console.say(self._why_unjudged(card))

    def answer(self, card: Card, text: str) -> None:
        """Take an answer in lines, and judge it."""
        self.quiz.bench.judge.warm(card)
        self._judge(card, self._typed(card, text))

    def write(self, card: Card, _: str) -> None:
        """Take an answer from the learner's editor, and judge it."""
        from quizapp.features.cards.edit import EditorError, edit_text
        from quizapp.features.judge.judge import prefilled

        around, about = self.quiz.around, f"{card.question}\n\n{card.front}".strip()
        suffix = ".txt" if card.kind is Kind.PREDICT else ".py"
        begun = "\n".join(self.attempt.typed) or prefilled(card)
        self.quiz.bench.judge.warm(card)
        try:
            text = edit_text(begun, about, around.environ, suffix, around.call)
        except EditorError as error:
            self.quiz.console.say(str(error))
            return
        self._judge(card, (text,))

    def weigh(self) -> None:
        """Let the session know what the judged answer says to a grade."""
        attempt, session = self.attempt, self.quiz.session
        if attempt.judgement:
            self.quiz.session = session.judge(attempt.evidence(session.hints))

    def compare(self) -> None:
        """Say how a wrong prediction differs from what is now shown."""
        from quizapp.plain.verdicts import compared_lines

        if judgement := self.attempt.judgement:
            self.quiz.console.print(compared_lines(judgement))

    @property
    def attempt(self) -> Attempt:
        """How the card that is asked stands."""
        from quizapp.features.judge.result import Attempt

        return self.attempts.get(self._key, Attempt())

    @property
    def _key(self) -> tuple[str, int]:
        from quizapp.features.judge.result import turn_of

        card = self.quiz.session.asked or ""
        return card, turn_of(card, self.quiz.session.states)

    def _why_unjudged(self, card: Card) -> str:
        if card.kind is Kind.RECALL:  # said before anything that judges is loaded
            return ALOUD
        unjudged = self.quiz.bench.judge.can_judge(card)
        return unjudged.reason if unjudged else ""

    def _why_unwritten(self, card: Card) -> str:
        if card.kind is Kind.CLOZE:
            return "Blanks are typed one by one: type answer."
        return "" if self.quiz.console.at_terminal else "An editor needs a terminal: type answer."

    def _typed(self, card: Card, text: str) -> tuple[str, ...]:
        """A text, or the words for every blank; what stood behind the command is the first."""
        from quizapp.features.judge.cloze import blanks_of

        if card.kind is not Kind.CLOZE:
            return (text or self.quiz.console.ask_lines(LONG),)
        blanks = blanks_of(card)
        typed = [text] if text else []
        for number, blank in enumerate(blanks[len(typed) :], len(typed) + 1):
            hint = f", {blank.hint}" if blank.hint else ""
            typed.append(self.quiz.console.ask(f"Blank {number} of {len(blanks)}{hint}:"))
        return tuple(typed)

    def _judge(self, card: Card, typed: tuple[str, ...]) -> None:
        from quizapp.plain.verdicts import judgement_lines

        bench, slow = self.quiz.bench, card.kind is not Kind.PREDICT
        judgement = bench.run(lambda: bench.judge.judge(card, typed), slow=slow)
        if judgement is None:
            return
        self.attempts[self._key] = self.attempt.with_text(typed).judged(judgement, typed)
        self.weigh()
        self.quiz.console.print(judgement_lines(judgement))
        if judgement.right is False:
            self.quiz.console.say("Try again, or Enter shows the answer.")
