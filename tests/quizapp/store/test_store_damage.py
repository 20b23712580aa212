"""Lines damaged in every way: each is skipped and named, or read; none raises out of the store."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_cases import SCHEDULER
from store_samples import Clock, journal, opened, review, without_checksums
from store_steps import answer, change

from quizapp.store.codec import check
from quizapp.store.encoding import UNREADABLE
from quizapp.store.journal.journals import Journals

JUNK: tuple[Any, ...] = (
    *(None, True, -1, 8, 0.5, 1e308, 10**30, "", "x", "null", "\ud800", "9999-12-31T23:59:59Z"),
    *([], [1], [None, None], {}, {"a": 1}, {"a": None}, {"s": 1.0}, {"": {}}),
)


@pytest.fixture(scope="module")
def lines(summed: list[bytes]) -> list[bytes]:
    """The same lines as an older version wrote them: what is damaged in them is still JSON."""
    return [without_checksums(line) for line in summed]


@pytest.fixture(scope="module")
def summed(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The lines of a store in which everything was done, each with its checksum."""
    root, rng, clock = tmp_path_factory.mktemp("lines"), Random(3), Clock()
    with opened(root, clock=clock) as store:
        for _ in range(25):
            done = answer(store, rng, clock)
            altered = change(store, rng, clock)
        store.undo(altered)
        store.undo(done)
        store.set("exam", {"day": "2026-12-15"})
        store.settle({"a": None}, "two devices")
    return journal(root).read_bytes().splitlines()


def places(value: object, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where something stands in a JSON value."""
    inner = value.items() if isinstance(value, dict) else []
    return [here, *(place for key, each in inner for place in places(each, (*here, key)))]


def put(value: Any, place: tuple[str | int, ...], junk: Any) -> Any:
    if not place:
        return junk
    copy = dict(value)
    copy[place[0]] = put(value[place[0]], place[1:], junk)
    return copy


def use_all(root: Path, clock: Clock) -> None:
    """Everything a store is asked, twice: from the journal, and from the snapshot."""
    for _ in range(2):
        with opened(root, clock=clock) as store:
            asked = [store.memories(), store.marks(), store.reviews(), store.changes()]
            assert all(each is not None for each in asked)
            for card in ("a", "b", "x", ""):
                assert isinstance(store.text_of(card), str)
            assert store.setting("exam") is None or isinstance(store.setting("exam"), dict)
            store.late(SCHEDULER.preview)
            kept = store.damaged, store.memories(), store.marks()
    with opened(root, clock=clock) as store:
        assert kept == (store.damaged, store.memories(), store.marks())
        store.record(review("after"))
        assert "after" in store.memories()


def test_anything_in_the_place_of_any_field_is_read_or_is_damage(lines: list[bytes]) -> None:
    journals, seen = Journals(Path(), check), 0
    for line in {places_key(line): line for line in lines}.values():
        value = json.loads(line)
        for place in places(value):
            for junk in JUNK:
                text = json.dumps(put(value, place, junk)).encode()
                try:
                    journals.parse(text)
                except UNREADABLE:
                    seen += 1
    assert seen > 1000


def places_key(line: bytes) -> str:
    """The kinds of lines: those with the same fields are one."""
    return str(sorted(map(str, places(json.loads(line)))))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_damaged_line_raises_out_of_the_store(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], data: st.DataObject
) -> None:
    root, clock, damaged = tmp_path_factory.mktemp("damage"), Clock(), list(lines)
    for number in data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=1, max_size=6)):
        damaged[number] = data.draw(damages(lines[number]), label=f"line {number + 1}")
    journal(root).parent.mkdir()
    journal(root).write_bytes(b"\n".join(damaged) + b"\n")
    use_all(root, clock)


def damages(line: bytes) -> st.SearchStrategy[bytes]:
    value = json.loads(line)
    replaced = st.builds(
        lambda place, junk: json.dumps(put(value, place, junk)).encode(),
        st.sampled_from(places(value)),
        st.sampled_from(JUNK),
    )
    positions = st.integers(0, len(line) - 1)
    flipped = st.builds(
        lambda at, byte: line[:at] + bytes([byte]) + line[at + 1 :], positions, st.integers(0, 255)
    )
    cut = st.builds(lambda at: line[:at], positions)
    doubled = st.builds(lambda at: line[:at] + line, positions)
    return replaced | flipped | cut | doubled


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b'"flag":', b'"flag":9'),
        (b'"deed":"', b'"deed":"x'),
        (b'"before":{"', b'"before":["'),
        (b'"texts":{"a":{"text":"', b'"texts":{"a":{"words":"'),
    ],
)
def test_a_damaged_mark_deed_or_text_is_named_and_its_review_does_not_count(
    tmp_path: Path, lines: list[bytes], good: bytes, bad: bytes
) -> None:
    found = [number for number, line in enumerate(lines) if good in line]
    damaged = list(lines)
    damaged[found[0]] = lines[found[0]].replace(good, bad)
    journal(tmp_path).parent.mkdir()
    for text in (lines, damaged):
        journal(tmp_path).write_bytes(b"\n".join(text) + b"\n")
        (tmp_path / "state.json").unlink(missing_ok=True)
        with opened(tmp_path) as store:
            steps, named = len(store.reviews()) + len(store.changes()), store.damaged
        if text is lines:
            whole = steps
    assert f"{journal(tmp_path)}:{found[0] + 1} was skipped" in named[0]
    assert steps == whole - 1


def test_a_bit_that_flips_in_the_snapshot_is_noticed(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.record(review())
        known = store.memories()
    state = tmp_path / "state.json"
    state.write_text(state.read_text().replace('"s":3.25', '"s":7.25'))
    with opened(tmp_path) as store:
        assert store.memories() == known
        assert "was damaged" in store.damaged[0]


def test_half_a_letter_is_damage_and_does_not_spoil_the_snapshot(tmp_path: Path) -> None:
    journal(tmp_path).parent.mkdir()
    line = '{"v":1,"t":"2026-11-22T20:20:11.123456Z","put":{"settings":{"a":{"b":"\\ud800"}}}}\n'
    journal(tmp_path).write_text(line)
    with opened(tmp_path) as store:
        store.record(review())
        assert f"{journal(tmp_path)}:1 was skipped" in store.damaged[0]
    assert (tmp_path / "state.json").exists()


def test_nobody_writes_where_a_snapshot_keeps_its_own(tmp_path: Path) -> None:
    journal(tmp_path).parent.mkdir()
    line = '{"v":1,"t":"2026-11-22T20:20:11.123456Z","put":{"_store":{"state":{}}}}\n'
    journal(tmp_path).write_text(line)
    with opened(tmp_path) as store:
        store.record(review())
        assert "no line may write to _store" in store.damaged[0]
    with opened(tmp_path) as store:
        assert len(store.damaged) == 1
        assert store.memories() != {}
