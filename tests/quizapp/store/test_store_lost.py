"""What the journals say no more: it is said until it is back, and what the cards know stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from store_samples import Clock, journal, opened, review, reviews

from quizapp.store.review_store import ReviewStore


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A store of three answers, with its snapshot."""
    with opened(tmp_path) as store:
        for answered in reviews(3):
            store.record(answered, "words")
    return tmp_path


def cards(store: ReviewStore) -> list[str]:
    return [each.card for each in store.reviews()]


def rot(root: Path, good: bytes, bad: bytes) -> None:
    text = journal(root).read_bytes()
    assert text.count(good) == 1
    journal(root).write_bytes(text.replace(good, bad))


SECOND = b'"card-1":{"s":3.25'
"""A place in the second line."""
ROTTEN = b'"card-1":{"z":3.25'


@pytest.mark.parametrize("left", [0, 1, 2, None])
def test_a_journal_that_lost_lines_is_named_until_they_are_back(
    kept: Path, left: int | None
) -> None:
    with opened(kept) as store:
        known = store.memories()
    whole = journal(kept).read_bytes()
    if left is None:
        journal(kept).unlink()
    else:
        journal(kept).write_bytes(b"".join(whole.splitlines(keepends=True)[:left]))
    for count in range(3):
        with opened(kept) as store:
            (sentence,) = store.damaged
            assert sentence.startswith(f"{journal(kept)} is gone, or lacks reviews")
            assert f"copy it back from {kept / 'backups'}" in sentence
            assert len(store.reviews()) == (left or 0) + count
            assert store.memories().items() >= known.items()
            store.record(review(f"after-{count}"))
    journal(kept, "laptop.sync-conflict").write_bytes(whole)
    for _ in range(2):
        with opened(kept) as store:
            assert store.damaged == ()
            assert {"card-0", "card-1", "card-2", "after-0", "after-2"} <= set(cards(store))


def test_a_journal_of_another_computer_that_vanished_is_named_too(kept: Path) -> None:
    clock = Clock()
    clock.move(timedelta(hours=1))
    with opened(kept.with_name("phone"), "phone", clock) as phone:
        phone.record(review("on-the-phone"))
    text = journal(kept.with_name("phone"), "phone").read_bytes()
    journal(kept, "phone").write_bytes(text)
    with opened(kept) as store:
        assert store.damaged == ()
    journal(kept, "phone").unlink()
    for _ in range(2):
        with opened(kept) as store:
            (sentence,) = store.damaged
            assert sentence.startswith(f"{journal(kept, 'phone')} is gone")
            assert "on-the-phone" in store.memories()
    journal(kept, "phone").write_bytes(text)
    with opened(kept) as store:
        assert store.damaged == ()


def test_a_repair_goes_on_without_a_lost_journal(kept: Path) -> None:
    journal(kept).unlink()
    with opened(kept) as store:
        known = store.memories()
        done = store.repair("repair")
        assert f"went on without what {journal(kept)} lacks" in done
    for _ in range(2):
        with opened(kept) as store:
            assert store.damaged == ()
            assert store.memories() == known
            assert store.text_of("card-2") == "words"
            assert store.reviews() == []
        (kept / "state.json").unlink()


def test_a_repair_keeps_what_the_snapshot_knew_of_a_rotten_line(kept: Path) -> None:
    with opened(kept) as store:
        known = store.memories()
    rot(kept, SECOND, ROTTEN)
    with opened(kept) as store:
        assert cards(store) == ["card-0", "card-2"]
        done = store.repair("repair")
        assert any(each.endswith("knew of card-1") for each in done)
    for _ in range(2):
        with opened(kept) as store:
            assert store.memories() == known
            assert cards(store) == ["card-0", "card-2"]
            (sentence,) = store.damaged
            assert sentence.startswith(f"{journal(kept)}:2 was skipped")
        (kept / "state.json").unlink()
    rot(kept, ROTTEN, SECOND)
    with opened(kept) as store:
        assert store.damaged == ()
        assert cards(store) == ["card-0", "card-1", "card-2"]


def test_another_line_that_is_repaired_does_not_lose_a_card(kept: Path) -> None:
    rot(kept, SECOND, ROTTEN)
    with journal(kept, "phone").open("wb") as file:
        file.write(b"not json\n")
    with opened(kept) as store:
        assert f"{journal(kept, 'phone')}:1 was skipped" in store.damaged[0]
    journal(kept, "phone").write_bytes(b"")
    with opened(kept) as store:
        assert "card-1" in store.memories()
        assert f"{journal(kept)}:2 was skipped" in store.damaged[0]


def test_a_line_end_that_rotted_is_named_and_its_line_is_not_passed_over(kept: Path) -> None:
    journal(kept).write_bytes(journal(kept).read_bytes()[:-1] + b"x")
    for number in range(2):
        with opened(kept) as store:
            assert cards(store)[:2] == ["card-0", "card-1"]
            (sentence,) = store.damaged
            assert sentence.startswith(f"{journal(kept)}:3 was skipped")
            assert "card-2" in store.memories()
            if number:
                store.record(review("after"))
    with opened(kept) as store:
        assert cards(store) == ["card-0", "card-1", "after"]
        (sentence,) = store.damaged
        assert sentence.startswith(f"{journal(kept)}:3 was skipped")


def test_a_stamp_that_rotted_does_not_hide_the_lines_before_it(kept: Path) -> None:
    rot(kept, b'"t":"2026-11-22T20:20:11.123458Z"', b'"t":"1026-11-22T20:20:11.123458Z"')
    with opened(kept) as store:
        since = [each.card for each in store.reviews(review().at - timedelta(hours=1))]
        assert since == ["card-0", "card-1"]
        (sentence,) = store.damaged
        assert sentence.startswith(f"{journal(kept)}:3 was skipped")


def test_a_snapshot_of_before_computers_were_noted_tells_of_a_lost_journal(kept: Path) -> None:
    from quizapp.store.journal.snapshot import read_snapshot, write_snapshot

    state = read_snapshot(kept / "state.json")
    state.newest, state.device = {}, ""
    write_snapshot(kept / "state.json", state)
    with opened(kept) as store:
        assert store.damaged == ()
    journal(kept).unlink()
    for _ in range(2):
        with opened(kept) as store:
            (sentence,) = store.damaged
            assert sentence.startswith(f"{journal(kept)} is gone")
