"""The card of a session read aloud, with where it stands and what each grade would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.corrections import say_corrections
from quizapp.line.card import read_back, read_front, read_hints
from quizapp.line.grades import say_futures
from quizapp.line.reading import as_text
from quizapp.sides import text_of
from quizapp.topics import topic_name
from quizapp.wording import say_header, say_leech, say_mark

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.line.quiz import Quiz
    from quizapp.memory import Review


def read_turn(quiz: Quiz, card: Card) -> None:
    """Read a card as far as the session has turned it."""
    session, console = quiz.session, quiz.console
    deck = quiz.study.library.deck_of(card)
    noted = say_mark(session.standing(card.id).mark)
    place = (f"Topic {topic_name(deck)}", card.kind, card.level, noted)
    console.print()
    console.say(f"{say_header(session.queue.counts)}.", f"{', '.join(filter(None, place))}.")
    read_front(console, card)
    quiz.answering.tell(card)
    read_hints(console, card, 0, session.hints)
    if session.revealed:
        read_answer(quiz, card)


def read_answer(quiz: Quiz, card: Card) -> None:
    """Read the answer, and offer the grades."""
    study, now = quiz.study, quiz.clock()
    known = study.known_as(card.id)
    corrections = say_corrections(known, text_of(card)) if known else ""
    proof = study.proofs.line(card)
    read_back(quiz.console, card, study.cards, proof=proof, corrections=corrections)
    quiz.answering.compare()
    label, futures = study.scheduler.label_interval, quiz.session.futures(now)
    intervals = {grade: label(now, memory) for grade, memory in futures.items()}
    evidence = quiz.session.evidence
    quiz.console.say(say_futures(study.answer_keys, intervals, evidence, quiz.letters))


def tell_of_leech(quiz: Quiz, review: Review) -> None:
    """Say what it means where an answer made its card a leech."""
    if review.marks:
        partners = sorted(quiz.study.kin.partners_of(review.card))
        questions = [as_text(quiz.study.cards[card].question) for card in partners]
        quiz.console.say("This card is a leech now.", say_leech(review, questions))
