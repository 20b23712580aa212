"""The search language beside Anki's own, on the same cards in the same standing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from quiz_cases import MINUTE, MemoryStore, asked_card

from deckgen.model import Deck, Library
from quizapp.collection.collection import Collection
from quizapp.features.search import QueryError, find_cards
from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.forgetting import retrievability
from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.model import Grade, Marks, Memory, Review, State
from quizapp.session.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anki.cards import CardId
    from anki.collection import Collection as AnkiCollection

pytestmark = pytest.mark.anki
DAY = timedelta(days=1)
TYPES = {None: 0, State.LEARNING: 1, State.REVIEW: 2, State.RELEARNING: 3}


@dataclass(frozen=True)
class Seed:
    """A card for both sides."""

    text: str
    deck: str = "Graph"
    state: State | None = None
    due: int = 0
    """In days from today; in minutes from now on a step."""
    last: timedelta = DAY
    """How long ago it was answered last."""
    stability: float = 10.0
    difficulty: float = 5.5
    reps: int = 0
    lapses: int = 0
    mark: Marks = field(default_factory=Marks)
    graded: tuple[tuple[int, Grade], ...] = ()
    """Days ago, and the grade."""


AGAIN, HARD, GOOD, EASY = Grade
SEEDS = {
    "a": Seed("Dog and cat, 100% (sure)"),
    "b": Seed("dogma: a_b or a*b", "Graph::Leaf", State.REVIEW, 3, 7 * DAY, reps=4, lapses=1),
    "c": Seed(
        'none "quoted" -minus back\\slash',
        "Loading data",
        State.REVIEW,
        -2,
        40 * DAY,
        21.0,
        8.2,
        9,
        3,
        graded=((40, AGAIN), (6, HARD)),
    ),
    "d": Seed("dig dug", state=State.LEARNING, due=10, last=2 * MINUTE, graded=((0, AGAIN),)),
    "e": Seed("cat. a.b", state=State.RELEARNING, due=-5, reps=12, lapses=8, graded=((1, AGAIN),)),
    "f": Seed("and", "Loading data", State.REVIEW, mark=Marks(suspended=True), graded=((7, GOOD),)),
    "g": Seed("or", state=State.REVIEW, mark=Marks(flag=3), graded=((0, EASY), (1, GOOD))),
    "h": Seed("Ünïcode gradient", "Other", State.REVIEW, 0, mark=Marks(flag=7, suspended=True)),
    "i": Seed("leaf dog", "Graph::Leaf::Deep", State.REVIEW, 90, 2 * DAY, 120.0, 1.0, 6),
    "j": Seed("buried", state=State.REVIEW, reps=2),
}
QUERIES = [
    "", "dog", "DOG", "dog cat", "dog or cat", "cat or dog -dogma", "dog -cat or none",
    "(dog or none) -dogma", "-(dog or cat)", "-dog", "--minus", "-", "- minus", r"\-minus",
    '"-minus"', '"dog and"', '"and"', "dog AND cat", "dog Or none", "d_g", r"d\_g", "d*g",
    "a_b", r"a\_b", "a*b", r"a\*b", "100%", r"\(sure\)", '"(sure)"', r"back\\slash", r"\"quoted\"",
    'dog"cat"', "dog\u3000cat", "a.b", "*", "ca*", "*dog_", "w:dog", "w:d*g", "w:ca", r"dogma\:",
    "w:d*c*t", "w:*og", "w:dog*", "w:ca*",
    "deck:graph", "DECK:Graph", "deck:gra", "deck:gra*", "deck:graph::*", "deck:*::leaf",
    "deck:graph::leaf", 'deck:"loading data"', '"deck:loading data"', "deck:loading_data",
    "deck:*", "deck:deep", "-deck:graph",
    "is:new", "is:learn", "is:review", "is:due", "is:suspended", "is:buried", "-is:suspended",
    "is:due -is:learn", "flag:0", "flag:3", "flag:7", "-flag:0",
    "prop:s>=21", "prop:s<21", "prop:s=10", "prop:s!=10", "prop:s>1e1", "prop:d>0.5", "prop:d<=.5",
    "prop:d=0", "prop:r<0.9", "prop:r>=0.9", "prop:r<0.95", "-prop:r<0.9", "prop:reps=0",
    "prop:reps>=4", "prop:lapses>2", "prop:due=3", "prop:due<0", "prop:due=-2", "prop:due>=0",
    "-prop:due>=0", "prop:due!=0", "prop:due=+3", "prop:ivl>=40", "prop:ivl=0",
    "rated:1", "rated:2", "rated:7", "rated:8", "rated:0", "rated:2:1", "rated:60:1", "rated:60:2",
    "introduced:1", "introduced:2", "introduced:8", "introduced:60", "prop:rated=0",
    "prop:rated=-1", "prop:rated<-5", "prop:rated>=-1:3", "prop:rated=-40:1",
    "dog is:new or flag:3 (rated:2 or prop:s>9)",
]  # fmt: skip
FAULTS = [
    "or", "dog or", "and dog", "a or or b", "()", "(", "dog)", '"dog', '""', ":x", r"\a", "dog\\",
    "is:", "is:dew", "flag:8", "flag:red", "rated:7:5", "rated:x", "introduced:-1", "prop:q>1",
    "prop:s", "prop:s>x", "prop:reps=1.5", "prop:rated=1", "-or", "prop:s>nan",
]  # fmt: skip


@dataclass(frozen=True)
class Both:
    """The same cards on both sides, at the same moment."""

    collection: AnkiCollection
    study: Collection
    now: datetime
    ids: dict[CardId, str]

    def theirs(self, query: str) -> str:
        return "".join(sorted(self.ids[card] for card in self.collection.find_cards(query)))

    def ours(self, query: str) -> str:
        return "".join(sorted(card.id for card in find_cards(query, self.study, self.now)))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    from anki.collection import Collection as AnkiCollection

    path = tmp_path_factory.mktemp("anki") / "collection.anki2"
    collection = AnkiCollection(str(path))
    collection.set_config("fsrs", True)
    # At noon of the learner's day nothing comes near its turn while the test runs.
    now = datetime.now().astimezone()
    collection.set_config("rollover", (now.hour + 12) % 24)
    collection.sched.day_cutoff  # noqa: B018 # reads the setting
    start = datetime.fromtimestamp(collection.sched.day_cutoff, UTC) - DAY
    days = LearnerDays(
        timezone(now.utcoffset() or timedelta()),
        now.replace(hour=(now.hour + 12) % 24).time().replace(minute=0, second=0, microsecond=0),
    )
    moment = datetime.now(UTC)
    assert days.start_of(days.day_of(moment)) == start
    ids = {add(collection, name, seed, moment): name for name, seed in SEEDS.items()}
    collection.sched.bury_cards([card for card, name in ids.items() if name == "j"])
    yield Both(collection, collection_of(moment, days), moment, ids)
    collection.close()


def add(collection: AnkiCollection, name: str, seed: Seed, now: datetime) -> CardId:
    """A card of Anki's that stands where the seed says."""
    from anki.cards import FSRSMemoryState

    note = collection.new_note(collection.models.by_name("Basic") or {})
    note["Front"], note["Back"] = seed.text, f"[{name}]"
    collection.add_note(note, collection.decks.id(seed.deck) or 1)  # type: ignore[arg-type]
    card = note.cards()[0]
    on_step = seed.state not in (None, State.REVIEW)
    card.type = TYPES[seed.state]  # type: ignore[assignment]
    card.queue = -1 if seed.mark.suspended else 1 if on_step else card.type  # type: ignore[assignment]
    if seed.state:
        card.due = (
            int((now + seed.due * MINUTE).timestamp())
            if on_step
            else (collection.sched.today + seed.due)
        )
        card.ivl = 0 if on_step else max(1, seed.due + seed.last.days)
        card.memory_state = FSRSMemoryState(stability=seed.stability, difficulty=seed.difficulty)
        card.decay = 0.1542
        card.last_review_time = int((now - seed.last).timestamp())
    card.reps, card.lapses, card.flags = seed.reps, seed.lapses, seed.mark.flag
    collection.update_card(card)
    for n, (ago, grade) in enumerate(seed.graded):
        at = int((now - ago * DAY - MINUTE).timestamp() * 1000) + card.id % 1000 + n
        collection.db.execute(  # type: ignore[union-attr]
            "insert into revlog values (?, ?, -1, ?, 1, 1, 2500, 5000, 1)", at, card.id, int(grade)
        )
    return card.id


def collection_of(now: datetime, days: LearnerDays) -> Collection:
    """The same cards as the quiz has them."""
    known, marked, reviews = {}, {}, []
    decks: dict[str, list[Any]] = {}
    today = days.day_of(now)
    for name, seed in SEEDS.items():
        decks.setdefault(seed.deck, []).append(
            asked_card(name, question=seed.text, back=f"[{name}]")
        )
        marked[name] = Marks(buried=today) if name == "j" else seed.mark
        if seed.state is None:
            continue
        on_step = seed.state is not State.REVIEW
        due = now + seed.due * MINUTE if on_step else days.start_of(today + seed.due * DAY)
        known[name] = Memory(
            seed.stability, seed.difficulty, due, now - seed.last, seed.state,
            reps=seed.reps, lapses=seed.lapses,
        )  # fmt: skip
        reviews += [
            Review(name, grade, now - ago * DAY - MINUTE, MINUTE, None, known[name])
            for ago, grade in seed.graded
        ]
    library = Library("", tuple(Deck(name, name, cards=tuple(c)) for name, c in decks.items()))
    kept = sorted(reviews, key=lambda review: review.at)
    store = MemoryStore(known=known, marked=marked, kept=[*kept])
    return Collection(library, store, Scheduler(days), Limits())


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_what_it_finds_in_anki(both: Both, query: str) -> None:
    assert both.ours(query) == both.theirs(query)


def test_the_queries_tell_cards_apart(both: Both) -> None:
    results = {both.ours(query) for query in QUERIES}
    assert len(results) > 40
    assert set("".join(results)) == set(SEEDS)


@pytest.mark.parametrize("query", FAULTS)
def test_what_anki_refuses_is_refused(both: Both, query: str) -> None:
    from anki.errors import AnkiException

    with pytest.raises(AnkiException):
        both.theirs(query)
    with pytest.raises(QueryError):
        both.ours(query)


def test_the_chance_of_recall_is_ankis(both: Both) -> None:
    memories = both.study.store.memories()
    for card, name in both.ids.items():
        if name in memories:
            stats = both.collection._backend.card_stats(card)
            ours = retrievability(memories[name], both.now)
            assert ours == pytest.approx(stats.fsrs_retrievability, abs=2e-3)
