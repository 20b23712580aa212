"""What is quick over years of reviews says what reading every line says."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_cases import DAYS, SCHEDULER
from store_samples import Clock, journal, opened, review, reviews, tables
from store_steps import answer, change, step
from test_store_devices import NAMES, Devices

from quizapp.features.stats.stats import summarise
from quizapp.scheduler.columns import ReviewColumns
from quizapp.scheduler.model import Evidence, Grade, Review
from quizapp.store import ReviewStore
from quizapp.store.chains import ChainedWrites
from quizapp.store.codec import check
from quizapp.store.encoding import UNREADABLE
from quizapp.store.inspection import inspect_folder
from quizapp.store.journal.event import SCHEMA, Event, read_event

HAPPENINGS = ("do", "undo", "undo an older one", "sync", "part", "restart", "count", "copy")
futures = SCHEDULER.preview


def ignore(done: int, whole: int) -> None:
    """Show no progress."""


def counted(columns: ReviewColumns) -> list[tuple[Any, ...]]:
    """The rows without the numbers of their cards, in one order."""
    return sorted(
        (columns.names[card], *rest)
        for card, *rest in zip(
            *(columns.card, columns.at, columns.grade, columns.took, columns.phase),
            *(columns.last, columns.due, columns.highest),
            strict=True,
        )
    )


def assert_quick_is_slow(store: ReviewStore) -> None:
    """The columns and the stream say what the list of all reviews says."""
    slow = store.reviews()
    assert list(store.each_review()) == slow
    assert counted(store.review_columns(ignore)) == counted(ReviewColumns.of(slow))


# --- equality with the slow way ------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32),
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(HAPPENINGS)), min_size=6, max_size=40
    ),
)
def test_over_two_devices_and_undos_the_quick_ways_say_what_the_slow_way_says(
    tmp_path_factory: pytest.TempPathFactory, seed: int, happenings: list[tuple[str, str]]
) -> None:
    devices, rng = Devices(tmp_path_factory.mktemp("growth")), Random(seed)
    for name, happening in happenings:
        store, clock = devices.stores[name], devices.clocks[name]
        match happening:
            case "do":
                do = rng.choice([step, answer_in_silence])
                do(store, rng, clock)
            case "undo" if kept := store.reviews():
                store.undo(kept[-1])
            case "undo an older one" if store.reviews():
                store.undo(rng.choice(store.reviews()))
            case "restart":
                devices.restart(name)
            case "count":
                store.refresh()
                assert_quick_is_slow(store)
            case "copy":
                for path in list((devices.roots[name] / "journal").glob(f"*.{name}.jsonl")):
                    text = path.read_bytes()
                    lines = text.splitlines(keepends=True)
                    kept_lines = lines[: rng.randint(0, len(lines))]
                    path.with_suffix(".sync-conflict.jsonl").write_bytes(b"".join(kept_lines))
                devices.stores[name].refresh()
            case "sync" | "part":
                devices.sync(name, part=rng.random() if happening == "part" else 1)
    devices.together()
    for name, store in devices.stores.items():
        assert_quick_is_slow(store)
        found = inspect_folder(devices.roots[name], name, futures)
        assert found is None or found.late == store.late(futures).keys()


def test_the_statistics_are_the_same_from_columns_that_grew_and_from_the_reviews(
    tmp_path: Path,
) -> None:
    rng, clock = Random(8), Clock()
    with opened(tmp_path, clock=clock) as store:
        for number in range(120):
            done = step(store, rng, clock)
            if isinstance(done, Review) and number % 5 == 0:
                store.undo(done)
            if number % 30 == 0:
                store.review_columns(ignore)
        given, decks = (store.memories(), {"All": ["a", "b"]}), (clock(), DAYS)
        grown, slow = (
            summarise(columns, given[0], given[1], *decks, marks=store.marks())
            for columns in (store.review_columns(ignore), ReviewColumns.of(store.reviews()))
        )
    assert json.dumps(grown.as_json()) == json.dumps(slow.as_json())
    assert grown.total.reviews > 40


def test_an_undo_that_arrives_before_its_answer_takes_it_back(tmp_path: Path) -> None:
    devices = Devices(tmp_path)
    done = devices.answer("laptop", "a")
    devices.sync("laptop")
    devices.clocks["phone"].now = done.at + timedelta(hours=1)
    devices.stores["phone"].undo(done)
    late = journal(tmp_path / "phone")
    late.rename(tmp_path / "late")
    with opened(tmp_path / "phone", "phone") as store:
        assert len(store.review_columns(ignore).at) == 0
        (tmp_path / "late").rename(late)
        store.refresh()
        assert_quick_is_slow(store)
        assert len(store.review_columns(ignore).at) == 0


def test_only_what_is_new_is_read_for_the_columns(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with opened(tmp_path) as store:
        store.record(review("first"))
        store.review_columns(ignore)
        first = journal(tmp_path).stat().st_size
        for number in range(4):
            store.record(review(f"{number}" * (1 << 19)))
        store.review_columns(lambda done, whole: told.append((done, whole)))
    assert {whole for _, whole in told} == {journal(tmp_path).stat().st_size - first}
    assert [done for done, _ in told] == sorted(done for done, _ in told)


# --- the file of the columns can always be made again --------------------------------------------


def spoil(path: Path) -> None:
    text = bytearray(path.read_bytes())
    text[len(text) // 2] ^= 1
    path.write_bytes(text)


def spoil_a_row(path: Path) -> None:
    text = bytearray(path.read_bytes())
    text[-40] ^= 1
    path.write_bytes(text)


def age(path: Path) -> None:
    """Have the file another version has written, whole and with a checksum that fits."""
    body = path.read_bytes().partition(b"\n")[2].replace(b'"v":[1,', b'"v":[0,', 1)
    path.write_bytes(b"%d\n%s" % (zlib.crc32(body), body))


SPOILERS: dict[str, Callable[[Path], object]] = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "a bit of the head": spoil,
    "a bit of a row": spoil_a_row,
    "no number": lambda path: path.write_bytes(b"x" + path.read_bytes()),
    "no JSON": lambda path: path.write_bytes(b"%d\nx" % zlib.crc32(b"x")),
    "another version": age,
}


@pytest.mark.parametrize("spoiler", SPOILERS.values(), ids=SPOILERS)
def test_columns_that_cannot_be_trusted_are_made_again(
    tmp_path: Path, spoiler: Callable[[Path], object]
) -> None:
    with opened(tmp_path) as store:
        for each in reviews(5):
            store.record(each)
        store.review_columns(ignore)
        kept = (tmp_path / "reviews.columns").read_bytes()
        spoiler(tmp_path / "reviews.columns")
        assert_quick_is_slow(store)
        assert (tmp_path / "reviews.columns").read_bytes() == kept
        assert store.damaged == ()


def test_columns_that_cannot_be_kept_are_made_each_time(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.record(review())
        (tmp_path / "reviews.columns").mkdir()
        assert_quick_is_slow(store)


def test_a_grade_changed_in_a_journal_is_left_out_and_named_though_it_was_counted(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as store:
        for each in reviews(3):
            store.record(each)
        store.review_columns(ignore)
    text = journal(tmp_path).read_bytes()
    journal(tmp_path).write_bytes(text.replace(b'"grade":3', b'"grade":1', 1))
    for _ in range(2):  # made again, and read from the file
        with opened(tmp_path) as store:
            assert len(store.review_columns(ignore).at) == 2
            assert len(store.damaged) == 1
            assert f"{journal(tmp_path)}:1 was skipped" in store.damaged[0]


def test_a_line_that_was_repaired_counts(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for each in reviews(3):
            store.record(each)
    text = journal(tmp_path).read_bytes()
    (tmp_path / "state.json").unlink()
    journal(tmp_path).write_bytes(text.replace(b'"grade":3', b'"grade":x', 1))
    with opened(tmp_path) as store:
        assert len(store.review_columns(ignore).at) == 2
    journal(tmp_path).write_bytes(text)
    with opened(tmp_path) as store:
        assert_quick_is_slow(store)
        assert len(store.review_columns(ignore).at) == 3


# --- a stream ------------------------------------------------------------------------------------


def test_the_first_review_is_there_before_the_last_line_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []
    with opened(tmp_path) as store:
        for each in reviews(50):
            store.record(each)

        def watched(line: bytes) -> Event:
            read.append(line)
            return read_event(line)

        monkeypatch.setattr("quizapp.store.journal.journals.reread_event", watched)
        assert next(store.each_review()) == reviews(1)[0]
    assert len(read) == 1


def test_an_answer_taken_back_much_later_is_not_in_the_stream(tmp_path: Path) -> None:
    rng, clock = Random(4), Clock()
    with opened(tmp_path, clock=clock) as store:
        first = answer(store, rng, clock, "a")
        for _ in range(30):
            answer(store, rng, clock, "b")
        store.undo(first)
        assert first not in store.each_review()
        assert_quick_is_slow(store)


# --- lines that are not read as JSON -------------------------------------------------------------


def answer_in_silence(store: ReviewStore, rng: Random, clock: Clock) -> Review:
    """An answer that changes nothing but the memory of its card."""
    clock.move(timedelta(hours=rng.randint(1, 60)))
    card, grade = rng.choice("ab"), rng.choice(list(Grade))
    before = store.memories().get(card)
    evidence = Evidence(Grade.HARD, "it was typed") if rng.random() < 0.3 else None
    took, after = timedelta(seconds=rng.randint(0, 300)), futures(before, clock())[grade]
    done = Review(card, grade, clock(), took, before, after, evidence=evidence)
    store.record(done)
    return done


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    root, rng, clock = tmp_path_factory.mktemp("lines"), Random(3), Clock()
    with opened(root, clock=clock) as store:
        for _ in range(15):
            answer_in_silence(store, rng, clock)
        for _ in range(5):
            answer(store, rng, clock)
            change(store, rng, clock)
    return journal(root).read_bytes().splitlines(keepends=True)


def signed(line: bytes) -> bytes:
    """A line with a checksum that fits, whatever it says."""
    body = line.rpartition(b',"crc32":')[0]
    return b'%s,"crc32":%d}\n' % (body, zlib.crc32(body))


def test_ordinary_answers_are_skimmed(lines: list[bytes]) -> None:
    chains = ChainedWrites(SCHEMA)
    assert sum(map(chains.skim, lines)) >= 15


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_what_is_skimmed_could_have_been_read(lines: list[bytes], data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(lines))
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start, min(len(line), start + 12)))
    junk = data.draw(st.binary(max_size=3) | st.sampled_from([b"9", b"null", b"{}", b"1e99", b"-"]))
    changed = line[:start] + junk + line[end:]
    for each in (changed, signed(changed)):
        if ChainedWrites(SCHEMA).skim(each):
            check(read_event(each).document)


def test_a_line_with_another_checksum_is_not_skimmed(lines: list[bytes]) -> None:
    new = next(line for line in lines if ChainedWrites(SCHEMA).skim(line))
    assert ChainedWrites(SCHEMA).skim(new)
    assert not ChainedWrites(SCHEMA).skim(new.replace(b'"grade":', b'"grade":1', 1))
    for grade in b"1234":
        other = new.replace(new[new.index(b'"grade":') :][:9], b'"grade":%c' % grade)
        assert ChainedWrites(SCHEMA).skim(other) == (other == new)


def test_a_line_of_an_older_version_is_not_skimmed(lines: list[bytes]) -> None:
    new = next(line for line in lines if ChainedWrites(SCHEMA).skim(line))
    assert not ChainedWrites(SCHEMA + 1).skim(new)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.booleans(), max_size=30), st.booleans(), st.data())
def test_an_examination_that_skims_finds_what_one_that_reads_finds(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    undos: list[bool],
    is_damaged: bool,
    data: st.DataObject,
) -> None:
    root, rng, clock = tmp_path_factory.mktemp("skimmed"), Random(seed), Clock()
    with opened(root, clock=clock) as store:
        for undo in undos:
            silent = rng.random() < 0.8
            done = answer_in_silence(store, rng, clock) if silent else step(store, rng, clock)
            if undo:
                store.undo(done)
        known = tables(store)
    if undos and is_damaged:
        text = bytearray(journal(root).read_bytes())
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
        journal(root).write_bytes(text)
    elif known:
        (root / "state.json").unlink()
    skimmed = inspect_folder(root, "laptop", futures)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ChainedWrites, "skim", lambda *_: False)
        assert inspect_folder(root, "laptop", futures) == skimmed


LOSSES: dict[str, tuple[Callable[[bytes], bytes], set[str]]] = {
    "nothing": (lambda text: text, set()),
    "a line": (lambda text: text[: text.rindex(b"\n", 0, -1) + 1], {"card-2"}),
    "a line's end": (lambda text: text[:-1], {"card-2"}),
    "a bit": (lambda text: text.replace(b'"card-1":{"s"', b'"card-1":{"z"'), {"card-1"}),
    "all": (lambda _: b"", {"card-0", "card-1", "card-2"}),
}


@pytest.mark.parametrize(("lose", "lost"), LOSSES.values(), ids=LOSSES)
def test_an_examination_that_skims_names_what_a_store_names_that_reads(
    tmp_path: Path, lose: Callable[[bytes], bytes], lost: set[str]
) -> None:
    with opened(tmp_path) as store:
        for each in reviews(3):
            store.record(each)
    text = journal(tmp_path).read_bytes()
    assert all(map(ChainedWrites(SCHEMA).skim, text.splitlines(keepends=True)))
    journal(tmp_path).write_bytes(lose(text))
    found = inspect_folder(tmp_path, "laptop", futures)
    assert found
    assert found.kept == lost
    with opened(tmp_path) as store:
        store.reviews()
        assert set(store.damaged) == {*found.damaged, *found.strange, *found.missing}
        assert store.memories().keys() == found.cards == {"card-0", "card-1", "card-2"}
        assert bool(store.damaged) == bool(lost)


def test_a_day_that_there_is_not_is_not_skimmed(lines: list[bytes]) -> None:
    new = next(line for line in lines if ChainedWrites(SCHEMA).skim(line))
    wrong = signed(re.sub(rb'"due":"2026-..-', b'"due":"2026-13-', new))
    with pytest.raises(UNREADABLE):
        check(read_event(wrong).document)
    assert not ChainedWrites(SCHEMA).skim(wrong)
