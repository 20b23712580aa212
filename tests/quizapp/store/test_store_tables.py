"""Everything goes through TinyDB's tables: each read, each write, and transactions over several."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, MutableMapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from quiz_cases import SCHEDULER
from store_samples import NOW, Clock, journal, memory, opened, review, reviews
from tinydb import where
from tinydb.table import Document, Table

from quizapp.scheduler.model import Action, CardChange, CardStatus, Marks
from quizapp.store import ReviewStore
from quizapp.store.codec import check
from quizapp.store.journal.event import Event, read_event
from quizapp.store.tables import Database, DocumentTable, LogTable

FLAG = CardChange(
    Action.FLAG,
    NOW,
    {"card-0": CardStatus(memory())},
    {"card-0": CardStatus(memory(), Marks(flag=3))},
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = Database(tmp_path, device="laptop", clock=Clock())
    yield db
    db.close()


def named(name: str, **fields: Any) -> Document:
    return Document(fields, name)  # type: ignore[arg-type] # TinyDB's types know numbers only


def lines(root: Path) -> list[Any]:
    path = journal(root)
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


# --- nothing goes round the tables ---------------------------------------------------------------

READS: dict[str, Callable[[ReviewStore], object]] = {
    "memories": lambda store: store.memories(),
    "marks": lambda store: store.marks(),
    "text_of": lambda store: store.text_of("card-0"),
    "setting": lambda store: store.setting("exam"),
    "reviews": lambda store: store.reviews(),
    "reviews since": lambda store: store.reviews(since=NOW),
    "each_review": lambda store: list(store.each_review()),
    "review_columns": lambda store: store.review_columns(lambda *_: None),
    "changes": lambda store: store.changes(),
    "late": lambda store: store.late(SCHEDULER.preview),
}
WRITES: dict[str, Callable[[ReviewStore], object]] = {
    "record": lambda store: store.record(review("card-1"), "words"),
    "change": lambda store: store.change(FLAG),
    "undo": lambda store: store.undo(review("card-0")),
    "undo a change": lambda store: store.undo(FLAG),
    "set": lambda store: store.set("exam", {"day": "2026-12-15"}),
    "settle": lambda store: store.settle({"card-0": None}, "two devices"),
}


class Patched(Exception):  # noqa: N818 # what a patched method raises
    """A table was asked."""


def refuse(*_: object) -> None:
    raise Patched


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_every_read_of_the_store_is_a_read_of_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[ReviewStore], object]
) -> None:
    with opened(tmp_path) as store:
        store.record(review("card-0"), "words")
        read(store)
        monkeypatch.setattr(Table, "_read_table", refuse)
        with pytest.raises(Patched):
            read(store)


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_write_of_the_store_is_a_write_of_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[ReviewStore], object]
) -> None:
    with opened(tmp_path) as store:
        store.record(review("card-0"))
        kept = journal(tmp_path).read_bytes()
        with monkeypatch.context() as patch:
            for table in (DocumentTable, LogTable):
                patch.setattr(table, "_update_table", refuse)
            with pytest.raises(Patched):
                write(store)
        assert journal(tmp_path).read_bytes() == kept
        write(store)
        assert journal(tmp_path).read_bytes() != kept


def test_the_readers_and_the_writers_above_are_all_there_are() -> None:
    known = {name.split()[0] for name in (*READS, *WRITES)}
    beside = {
        "refresh",
        "damaged",
        "read_only",
        "repair",
        "close",
    }  # of the files, not of what they hold
    assert {name for name in vars(ReviewStore) if name[0] != "_"} == known | beside


# --- transactions --------------------------------------------------------------------------------


def test_a_transaction_over_several_tables_is_one_line(db: Database, tmp_path: Path) -> None:
    with db.transaction():
        db.table("decks").insert(named("autograd", size=3))
        db.table("notes").put({"autograd": {"text": "hard"}, "gone": None})
        db.log.insert({"why": "a test"})
    (line,) = lines(tmp_path)
    assert line["put"] == {
        "decks": {"autograd": {"size": 3}},
        "notes": {"autograd": {"text": "hard"}, "gone": None},
    }
    assert line["why"] == "a test"


def test_a_transaction_that_raises_writes_nothing(db: Database, tmp_path: Path) -> None:
    def write() -> None:
        with db.transaction():
            db.table("decks").insert(named("autograd", size=3))
            db.log.insert({"why": "a test"})
            raise Patched

    with pytest.raises(Patched):
        write()
    assert lines(tmp_path) == []
    assert db.tables() == {"log"}


def test_an_empty_transaction_writes_nothing(db: Database, tmp_path: Path) -> None:
    with db.transaction():
        pass
    assert lines(tmp_path) == []


def test_a_transaction_sees_what_it_has_written(db: Database) -> None:
    decks = db.table("decks")
    decks.insert(named("autograd", size=3))
    with db.transaction():
        decks.update({"size": 4})
        decks.insert(named("tensors", size=5))
        assert [row["size"] for row in decks.search(where("size") > 3)] == [4, 5]
        assert decks.decoded(lambda row: row["size"]) == {"autograd": 4, "tensors": 5}
        decks.remove(where("size") == 4)
        assert decks.row("autograd") is None
        assert db.tables() == {"decks", "log"}
    assert decks.all() == [{"size": 5}]


def test_no_other_thread_sees_what_is_not_on_the_disk(db: Database) -> None:
    seen: list[int] = []

    def look() -> None:
        seen.append(len(db.table("decks")))

    with db.transaction():
        db.table("decks").insert(named("autograd", size=3))
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    look()
    assert seen == [0, 1]


def test_a_transaction_inside_another_belongs_to_it(db: Database, tmp_path: Path) -> None:
    decks = db.table("decks")

    def write_and_raise() -> None:
        with db.transaction():
            decks.update({"size": 5})
            decks.insert(named("tensors", size=5))
            raise Patched

    with db.transaction():
        decks.insert(named("autograd", size=3))
        with db.transaction():
            decks.update({"size": 4})
        with pytest.raises(Patched):
            write_and_raise()
        assert decks.all() == [{"size": 4}]
    assert [line["put"] for line in lines(tmp_path)] == [{"decks": {"autograd": {"size": 4}}}]


def test_a_write_that_raises_half_way_leaves_its_transaction_as_it_was(db: Database) -> None:
    def spoil(row: MutableMapping[str, Any]) -> None:
        row["size"] = 15 / (row["size"] - 5)

    decks = db.table("decks")
    with db.transaction():
        decks.insert_multiple([named("autograd", size=2), named("tensors", size=5)])
        with pytest.raises(ZeroDivisionError):
            decks.update(spoil)
        assert [row["size"] for row in decks] == [2, 5]
    assert [row["size"] for row in decks] == [2, 5]


def test_a_transaction_has_read_what_another_window_wrote(db: Database, tmp_path: Path) -> None:
    other = Database(tmp_path, device="laptop", clock=Clock())
    other.table("decks").insert(named("autograd", size=3))
    with db.transaction():
        assert db.table("decks").all() == [{"size": 3}]
    other.close()


def test_a_disk_that_refuses_the_line_leaves_everything_as_it_was(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.write", full)
        with pytest.raises(OSError, match="No space"), db.transaction():
            db.table("decks").insert(named("autograd", size=3))
    assert db.table("decks").all() == []
    db.table("decks").insert(named("tensors", size=5))
    assert db.table("decks").all() == [{"size": 5}]


# --- the log -------------------------------------------------------------------------------------


def test_the_log_is_a_table_of_what_happened_by_its_moment(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path, clock=clock) as store:
        for answered in reviews(3):
            store.record(answered)
            clock.move(timedelta(days=1))
        store.change(FLAG)
        log: Any = store.db.log
        assert store.db.table("log") == log
        assert [row.doc_id[:10] for row in log] == [f"2026-11-{day}" for day in range(22, 26)]
        assert [list(row["put"]["cards"]) for row in log.search(where("grade") == 3)] == [
            ["card-0"], ["card-1"], ["card-2"],
        ]  # fmt: skip
        assert log.get(where("deed") == "flag") == log.get(doc_id="2026-11-25T20:20:11.123456Z")
        assert log.get(doc_id="2026-11-25T20:20:11") is None
        assert (len(log), log.count(where("put").marks.exists())) == (4, 1)


def test_the_log_since_a_moment_reads_only_the_ends_of_the_journals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, read = Clock(), list[bytes]()

    def watch(line: bytes) -> Event:
        read.append(line)
        return read_event(line)

    with opened(tmp_path, clock=clock) as store:
        for answered in reviews(30):
            store.record(answered)
            clock.move(timedelta(hours=12))
        monkeypatch.setattr("quizapp.store.journal.journals.reread_event", watch)
        since = store.db.log.since("2026-12-07")
        assert [list(row["put"]["cards"]) for row in since] == [["card-29"]]
        assert since.since("2026-12-06T20").count(where("grade") == 3) == 2
        assert len(read) == 3


def test_what_is_inserted_into_the_log_alone_is_a_line_of_its_own(
    db: Database, tmp_path: Path
) -> None:
    name = db.log.insert({"why": "a test"})
    (line,) = lines(tmp_path)
    assert (line["t"], line["why"], line["put"]) == (name, "a test", {})
    assert db.log.get(doc_id=name) == {"why": "a test", "put": {}}


def test_the_log_names_the_line_before_it_is_written(db: Database) -> None:
    with db.transaction():
        name = db.log.insert({"why": "a test"})
        db.table("decks").insert(named("autograd", size=3))
        assert db.log.all() == []
    assert [row.doc_id for row in db.log] == [name]


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda log: log.update({"grade": 4}),
        lambda log: log.update({"grade": 4}, where("why") == "a test"),
        lambda log: log.update({"grade": 4}, doc_ids=["2026-11-22T20:20:11.123456Z"]),
        lambda log: log.remove(where("why") == "a test"),
        lambda log: log.truncate(),
        lambda log: log.upsert({"grade": 4}, where("why") == "a test"),
    ],
    ids=["update", "update some", "update one", "remove", "truncate", "upsert"],
)
def test_the_log_is_never_rewritten(
    db: Database, tmp_path: Path, rewrite: Callable[[LogTable], object]
) -> None:
    db.log.insert({"why": "a test"})
    kept = journal(tmp_path).read_bytes()
    with pytest.raises(TypeError, match="never rewritten"):
        rewrite(db.log)
    assert journal(tmp_path).read_bytes() == kept


@pytest.mark.parametrize("field", ["v", "t", "put", "crc32"])
def test_what_a_line_says_of_itself_no_document_of_the_log_says(
    db: Database, tmp_path: Path, field: str
) -> None:
    with pytest.raises(ValueError, match=f"{field} belong"):
        db.log.insert({field: 1})
    assert lines(tmp_path) == []


def insert_inside(db: Database) -> None:
    with db.transaction():
        db.log.insert({"why": "another"})


def test_a_transaction_is_one_document_of_the_log(db: Database, tmp_path: Path) -> None:
    with db.transaction():
        db.log.insert({"why": "a test"})
        with pytest.raises(ValueError, match="already exists"):
            db.log.insert({"why": "another"})
        with pytest.raises(TypeError, match="without a name"):
            db.log.insert(named("yesterday", why="a test"))
        with pytest.raises(ValueError, match="already exists"):
            insert_inside(db)
    assert [line["why"] for line in lines(tmp_path)] == ["a test"]


def test_no_table_may_be_called_as_the_log(tmp_path: Path) -> None:
    journal(tmp_path).parent.mkdir()
    line = '{"v":1,"t":"2026-11-22T20:20:11.123456Z","put":{"log":{"a":{}}}}\n'
    journal(tmp_path).write_text(line)
    with opened(tmp_path) as store:
        assert "no line may write to log" in store.damaged[0]


# --- documents and what they stand for -----------------------------------------------------------


def test_a_document_the_quiz_could_not_read_is_refused(tmp_path: Path) -> None:
    db = Database(tmp_path, device="laptop", clock=Clock(), check=check)
    with pytest.raises(KeyError):
        db.table("cards").insert(named("card-0", s=3.25))
    with pytest.raises(ValueError, match="no flag"):
        db.table("marks").insert(named("card-0", flag=9))
    assert lines(tmp_path) == []
    db.close()


def test_only_what_was_written_is_decoded_again(db: Database) -> None:
    asked: list[int] = []

    def decode(row: dict[str, Any]) -> int:
        asked.append(row["size"])
        return int(row["size"])

    decks = db.table("decks")
    decks.insert_multiple(named(f"deck-{size}", size=size) for size in range(5))
    first = decks.decoded(decode)
    assert decks.decoded(decode) is first
    decks.update({"size": 9}, where("size") == 3)
    decks.remove(where("size") == 4)
    decks.insert(named("deck-7", size=7))
    assert decks.decoded(decode) == {
        "deck-0": 0,
        "deck-1": 1,
        "deck-2": 2,
        "deck-3": 9,
        "deck-7": 7,
    }
    assert sorted(asked) == [0, 1, 2, 3, 4, 7, 9]
    assert first == {f"deck-{size}": size for size in range(5)}
    decks.truncate()
    assert decks.decoded(decode) == {}
    decks.insert(named("deck-0", size=1))
    assert decks.decoded(decode) == {"deck-0": 1}


def test_a_document_that_cannot_be_decoded_stays_to_be_decoded(db: Database) -> None:
    decks = db.table("decks")

    def decode(row: dict[str, Any]) -> float:
        return 12 / float(row["size"])

    decks.insert(named("autograd", size=2))
    assert decks.decoded(decode) == {"autograd": 6}
    decks.update({"size": 0})
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            decks.decoded(decode)
    decks.update({"size": 3})
    assert decks.decoded(decode) == {"autograd": 4}
