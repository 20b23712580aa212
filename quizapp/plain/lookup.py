"""Search, card info, statistics and cram, asked for at a prompt."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from quizapp.features.stats.tally import say_retention
from quizapp.plain.command import Command
from quizapp.plain.markdown import as_text
from quizapp.words import say_number, say_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deckgen.model import Card
    from quizapp.features.stats.retention import Passed
    from quizapp.features.stats.stats import Statistics
    from quizapp.features.stats.tally import Tally
    from quizapp.plain.session import Quiz

DAYS = 7
"""How many days ahead are told one by one."""
MOST = 20
"""How many cards are listed at once."""


def statistics_lines(statistics: Statistics, questions: Mapping[str, str]) -> Iterator[str]:
    """All of the statistics; what has no number yet is left out. `questions` are of all cards."""
    streak = say_number(statistics.streak, "day")
    yield f"Today: {_tally(statistics.today)}."
    yield f"In all: {_tally(statistics.total)}."
    yield f"Streak: {streak}, the longest {statistics.longest_streak}."
    if statistics.overridden:
        yield f"Graded above the evidence: {say_number(statistics.overridden, 'time')}."
    yield from _past(statistics)
    states = (f"{count} {state}" for state, count in statistics.cards.items() if count)
    yield f"Cards: {', '.join(states) or 'none'}."
    yield from _ahead(statistics)
    yield from _topics(statistics)
    for hard in statistics.hardest:
        forgotten = f"forgotten {say_number(hard.lapses, 'time')}"
        asked = as_text(questions.get(hard.card, hard.card))
        yield f"Hard: {asked} Difficulty {hard.difficulty:.1f} of 10, {forgotten}."
    for card in statistics.leeches:
        yield f"Leech: {as_text(questions.get(card, card))}"


def _past(statistics: Statistics) -> Iterator[str]:
    """What was remembered, how it was graded, and how long it took."""
    for name, period in statistics.retention.items():
        if period.all.reviews:
            parts = ("young", period.young), ("mature", period.mature), ("both", period.all)
            said = (f"{word} {_passed(passed)}" for word, passed in parts if passed.reviews)
            yield f"Remembered, {name}: {', '.join(said)}."
    for ripeness, grades in statistics.answers.items():
        if sum(grades.values()):
            said = (f"{grade.word} {count}" for grade, count in grades.items())
            yield f"Answers to {ripeness} cards: {', '.join(said)}."
    if statistics.total.reviews:
        answer, day = statistics.time_per_review, statistics.time_per_day
        yield f"Time: {say_time(answer)} an answer, {say_time(day)} a day with reviews."


def _ahead(statistics: Statistics) -> Iterator[str]:
    coming = islice(statistics.forecast.items(), DAYS)
    said = [f"{say_number(count, 'card')} on {day:%a} {day.day} {day:%b}" for day, count in coming
            if count]  # fmt: skip
    if said:
        yield f"Coming back: {', '.join(said)}."
    if statistics.overdue:
        yield f"Overdue of these: {statistics.overdue}."


def _topics(statistics: Statistics) -> Iterator[str]:
    """The topics that were seen, the weakest first."""
    seen = [(topic.recall, name) for name, topic in statistics.topics.items() if topic.recall]
    for recall, name in sorted(seen):
        topic = statistics.topics[name]
        yield (
            f"Topic {name}: {topic.seen} of {say_number(topic.cards, 'card')} seen, "
            f"recall {recall:.0%}, forgotten {say_number(topic.lapses, 'time')}."
        )


def _tally(tally: Tally) -> str:
    parts = [say_number(tally.reviews, "review"), f"{tally.new} new", say_time(tally.time)]
    parts += [f"retention {say_retention(tally)}"] * (tally.retention is not None)
    return ", ".join(parts)


def _passed(passed: Passed) -> str:
    share = passed.share or 0.0
    return f"{share:.0%} of {say_number(passed.reviews, 'review')}"


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
        from quizapp.features.cards.rows import list_rows
        from quizapp.features.search import QueryError, find_cards

        now, collection = self.quiz.clock(), self.quiz.collection
        try:
            found = self.quiz.keep(lambda: find_cards(query, collection, now), "Not read")
        except QueryError as error:
            self.quiz.console.say(f"{error.sentence}.")
            return
        if found is None:
            return
        self.quiz.console.say(f"{say_number(len(found), 'card')} found.")
        for number, row in enumerate(list_rows(found[:MOST], collection, now), 1):
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
        from quizapp.features.cards.info import facts_of, history_of, time_facts

        collection, now = self.quiz.collection, self.quiz.clock()
        reviews = [review for review in collection.store.reviews() if review.card == card.id]
        facts = facts_of(card, collection, now, collection.proofs.snippet_library)
        for fact in (*facts, *time_facts(reviews, collection.scheduler.days)):
            yield f"{fact.name}: {', '.join(fact.words.splitlines())}."
        yield "What happened, newest first:"
        for past in history_of(card.id, reviews, collection.store.changes(), collection.scheduler):
            back = past.interval and f"back in {past.interval}"
            parts = (past.when, past.did, past.stage, past.took, back, past.note)
            yield f"{', '.join(filter(None, parts))}."

    def count(self, _: str) -> None:
        """Say the statistics."""
        from quizapp.features.stats.stats import look_back

        collection, now = self.quiz.collection, self.quiz.clock()
        statistics = self.quiz.keep(lambda: look_back(collection, now), "Not read")
        if statistics is not None:
            questions = {str(card.id): card.question for card in collection.cards.values()}
            self.quiz.console.say(*statistics_lines(statistics, questions))


class Practice:
    """What is offered at the end, and cram at any card."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz

    def commands(self) -> list[Command]:
        """Cram always, and reviews ahead once nothing else is left."""
        letter = self.quiz.letters.first
        named = f"{letter('home-cram')} cram"
        meant = "ask what a search finds, and leave the schedule as it is"
        cram = Command(named, meant, self.cram, takes="QUERY")
        if self.quiz.card:
            return [cram]
        cards = self._cards_ahead()
        none = "" if cards else "There is no review of a later day."
        count = f"{say_number(len(cards), 'review')} of later days, now"
        return [Command(f"{letter('home-ahead')} ahead", count, self.go_ahead, none), cram]

    def offer(self) -> str:
        """The part of the last prompt that names them."""
        cards = self._cards_ahead()
        ahead, cram = map(self.quiz.letters.first, ("home-ahead", "home-cram"))
        offered = f" {ahead} ahead ({say_number(len(cards), 'review')})," * bool(cards)
        return f"{offered} {cram} cram,"

    def go_ahead(self, _: str) -> None:
        """Go on with the reviews of later days."""
        self.quiz.go_on(self.quiz.session.ahead(self._cards_ahead(), self.quiz.clock()))

    def cram(self, query: str) -> None:
        """Ask what a search finds, and come back."""
        from quizapp.plain.drill import begin_drill, cards_found

        quiz = self.quiz
        cards = quiz.keep(lambda: cards_found(query, quiz.collection, quiz.console, quiz.clock()))
        if cards:
            with quiz.away():
                begin_drill(quiz.collection, cards, quiz.console, quiz.clock).talk()
            quiz.look_again()

    def _cards_ahead(self) -> tuple[str, ...]:
        from quizapp.collection.due import review_ahead

        return review_ahead(self.quiz.collection, self.quiz.clock())
