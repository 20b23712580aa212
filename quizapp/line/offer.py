"""What the session offers at each of its prompts, and what it says of it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.grading import best_grade
from quizapp.line.command import ENTER, Command
from quizapp.line.grades import grade_commands

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.line.quiz import Quiz

HIDDEN = "The answer is not shown yet: Enter shows it."
SHOWN = "The answer is shown already."


def prompt_of(quiz: Quiz) -> str:
    """What comes next, and a few of the things that can be typed."""
    letter = quiz.letters.first
    undo, help_ = f"{letter('review-undo')} undo", f"{letter('review-help')} help"
    if quiz.card is None:
        undone = f" {undo}," * bool(quiz.session.steps)
        return f"Enter looks again,{undone}{quiz.practice.offer()} {help_}, {letter('quit')} quit:"
    if quiz.session.revealed:
        best = quiz.study.answer_keys.key_of(best_grade(quiz.session.evidence))
        return f"Enter grades it {quiz.study.answer_keys.word(best)}, {undo}, {help_}:"
    left = len(quiz.card.hints) - quiz.session.hints
    hints = f" {letter('review-hint')} hint ({left} left)," * (left > 0)
    return f"Enter shows the answer,{hints}{quiz.answering.offer(quiz.card)} {help_}:"


def commands_of(quiz: Quiz) -> list[Command]:
    """Those of the card that is asked, or of the end, and those there are always.

    Those with a letter from the screens come first: a learner may have moved one onto another's.
    """
    common = [*_always(quiz), *quiz.finding.commands(), *quiz.practice.commands()]
    if quiz.card is None:
        look = Command(f"{ENTER} start", "look whether cards are due now", quiz.look_again)
        return [look, *common]
    return [
        *_turning(quiz, quiz.card),
        *quiz.deeds.commands(),
        *common,
        *quiz.answering.commands(quiz.card),
        *quiz.proving.commands(quiz.card),
        *quiz.source.commands(quiz.card),
        Command("l listen", "read the card once more", quiz.read_all),
    ]


def _always(quiz: Quiz) -> list[Command]:
    typed = quiz.letters.all
    nothing = "" if quiz.session.steps else "Nothing to undo."
    helped = "say all that can be typed, and what it means"
    return [
        Command(f"{typed('review-undo')} undo", "take the last step back", quiz.undo, nothing),
        Command(f"{typed('review-help')} help", helped, quiz.help),
        Command(f"{typed('quit')} quit", "leave; everything graded is kept", quiz.leave),
    ]


def _turning(quiz: Quiz, card: Card) -> list[Command]:
    """What turns a card, and what grades it."""
    typed, revealed = quiz.letters.all, quiz.session.revealed
    best = Command(ENTER, "grade it as the prompt says", quiz.grade_best)
    show = Command(f"{ENTER} show", "show the answer", quiz.reveal)
    hidden = "" if revealed else HIDDEN
    more = "" if quiz.session.hints < len(card.hints) else "This card has no more hints."
    no_hint = SHOWN if revealed else more
    away = "go away for a while: the time does not count"
    return [
        best if revealed else show,
        *grade_commands(quiz.study.answer_keys, quiz.grade, hidden, letters=quiz.letters),
        Command(f"{typed('review-hint')} hint", "one more hint", quiz.hint, no_hint),
        Command(f"{typed('review-pause')} pause", away, quiz.pause),
    ]
