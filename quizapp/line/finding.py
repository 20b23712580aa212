"""What is known of cards and of the learner, asked for in the middle of a session."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.line.command import Command
from quizapp.line.numbers import statistics_lines
from quizapp.wording import say_number

if TYPE_CHECKING:
    from deckgen.model import Card
    from quizapp.line.quiz import Quiz

MOST = 20
"""How many cards are listed at once."""


class Finding:
    """Search, card details and statistics."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz

    def commands(self) -> list[Command]:
        """Those there are at any prompt; the details only with a card."""
        letter = self.quiz.letters.first
        info = Command(f"{letter('review-details')} info", "all that is known of it", self.tell)
        found = "list the cards a search finds, as in / is:due"
        return [
            *[info] * bool(self.quiz.card),
            Command(f"{letter('browse-search')} find", found, self.find, takes="QUERY"),
            Command(f"{letter('home-statistics')} stats", "the statistics", self.count),
        ]

    def find(self, query: str) -> None:
        """List the cards a search finds."""
        from quizapp.listing import list_rows
        from quizapp.search import QueryError, find_cards

        now, study = self.quiz.clock(), self.quiz.study
        try:
            found = self.quiz.keep(lambda: find_cards(query, study, now), "Not read")
        except QueryError as error:
            self.quiz.console.say(f"{error.sentence}.")
            return
        if found is None:
            return
        self.quiz.console.say(f"{say_number(len(found), 'card')} found.")
        for number, row in enumerate(list_rows(found[:MOST], study, now), 1):
            notes = "".join(f", {note}" for note in row.notes)
            self.quiz.console.say(f"{number}: {row.question} {row.deck}, {row.when}{notes}.")
        if len(found) > MOST:
            self.quiz.console.say(f"And {len(found) - MOST} more: search for less.")

    def tell(self, _: str) -> None:
        """Say what is known of the card, and what happened to it."""
        if card := self.quiz.card:
            lines = self.quiz.keep(lambda: list(self._details(card)), "Not read")
            self.quiz.console.say(*(lines or ()))

    def _details(self, card: Card) -> Iterator[str]:
        from quizapp.details import facts_of, history_of, time_facts

        study, now = self.quiz.study, self.quiz.clock()
        reviews = [review for review in study.store.reviews() if review.card == card.id]
        facts = facts_of(card, study, now, study.proofs.shelf)
        for fact in (*facts, *time_facts(reviews, study.scheduler.days)):
            yield f"{fact.name}: {', '.join(fact.words.splitlines())}."
        yield "What happened, newest first:"
        for past in history_of(card.id, reviews, study.store.changes(), study.scheduler):
            back = past.interval and f"back in {past.interval}"
            parts = (past.when, past.did, past.stage, past.took, back, past.note)
            yield f"{', '.join(filter(None, parts))}."

    def count(self, _: str) -> None:
        """Say the statistics."""
        from quizapp.statistics.look import look_back

        study, now = self.quiz.study, self.quiz.clock()
        statistics = self.quiz.keep(lambda: look_back(study, now), "Not read")
        if statistics is not None:
            questions = {str(card.id): card.question for card in study.cards.values()}
            self.quiz.console.say(*statistics_lines(statistics, questions))
