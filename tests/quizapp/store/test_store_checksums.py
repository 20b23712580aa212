"""Each line has a checksum: one that has changed since is skipped and named, never believed."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_cases import SCHEDULER
from store_samples import Clock, journal, opened, review, reviews, without_checksums

from quizapp.store import ReviewStore


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A store of three answers, with its snapshot."""
    with opened(tmp_path) as store:
        for answered in reviews(3):
            store.record(answered, "words")
    return tmp_path


def rot(root: Path, good: bytes, bad: bytes) -> None:
    """Change bytes of the journal as a dying disk does: its size and its time stay."""
    text, found = journal(root).read_bytes(), journal(root).stat()
    assert text.count(good) == 1
    assert len(good) == len(bad)
    journal(root).write_bytes(text.replace(good, bad))
    os.utime(journal(root), ns=(found.st_atime_ns, found.st_mtime_ns))


def asked(store: ReviewStore) -> list[str]:
    """The cards of the answers that stand, after everything that reads the journals was asked."""
    store.changes()
    store.late(SCHEDULER.preview)
    return [each.card for each in store.reviews()]


def test_a_line_ends_with_the_checksum_of_what_stands_before_it(kept: Path) -> None:
    for line in journal(kept).read_bytes().splitlines():
        body, found, _ = line.rpartition(b',"crc32":')
        assert found
        assert json.loads(line)["crc32"] == zlib.crc32(body)


def test_a_line_without_a_checksum_counts_as_before(kept: Path) -> None:
    with opened(kept) as store:
        known = store.memories(), store.reviews()
    journal(kept).write_bytes(without_checksums(journal(kept).read_bytes()))
    (kept / "state.json").unlink()
    with opened(kept) as store:
        assert (store.memories(), store.reviews()) == known
        assert store.damaged == ()


ROT = [(b'"card-1":{"s":3.25', b'"card-1":{"s":7.25'), (b'"card-1":{"s"', b'"card-7":{"s"')]
"""A number and a name that are others, and would be believed without a checksum."""


@pytest.mark.parametrize(("good", "bad"), ROT)
def test_a_rotten_line_is_skipped_and_named_where_the_journals_are_replayed(
    kept: Path, good: bytes, bad: bytes
) -> None:
    rot(kept, good, bad)
    (kept / "state.json").unlink()
    with opened(kept) as store:
        assert asked(store) == ["card-0", "card-2"]
        assert set(store.memories()) == {"card-0", "card-2"}
        (sentence,) = store.damaged
        assert sentence.startswith(f"{journal(kept)}:2 was skipped: it is not as it was written")


@pytest.mark.parametrize(("good", "bad"), ROT)
def test_a_rotten_line_below_a_snapshot_is_skipped_and_named_once_it_is_read(
    kept: Path, good: bytes, bad: bytes
) -> None:
    rot(kept, good, bad)
    with opened(kept) as store:
        assert asked(store) == ["card-0", "card-2"]
        (sentence,) = store.damaged
        assert sentence.startswith(f"{journal(kept)}:2 was skipped: it is not as it was written")
        rot(kept, bad, good)
        assert store.damaged == ()
        assert asked(store) == ["card-0", "card-1", "card-2"]


@pytest.mark.parametrize(
    ("good", "bad"), [(b'"grade":3', b'"grade":7'), (b'"at":"2026', b'"at":"0001')]
)
def test_an_old_line_that_rotted_below_a_snapshot_is_named_and_raises_nothing(
    tmp_path: Path, good: bytes, bad: bytes
) -> None:
    with opened(tmp_path) as store:
        store.record(review("card-0"))
    journal(tmp_path).write_bytes(without_checksums(journal(tmp_path).read_bytes()))
    (tmp_path / "state.json").unlink()
    with opened(tmp_path) as store:
        assert asked(store) == ["card-0"]
    rot(tmp_path, good, bad)
    with opened(tmp_path) as store:
        assert asked(store) == []
        (sentence,) = store.damaged
        assert f"{journal(tmp_path)}:1 was skipped" in sentence


def test_a_newer_line_says_to_update_whatever_its_checksum(kept: Path) -> None:
    rot(
        kept,
        b'{"v":1,"t":"2026-11-22T20:20:11.123457Z"',
        b'{"v":9,"t":"2026-11-22T20:20:11.123457Z"',
    )
    (kept / "state.json").unlink()
    with opened(kept) as store:
        (sentence,) = store.damaged
        assert f"{journal(kept)}:2 was skipped" in sentence
        assert "newer version (9); update torchdeck" in sentence


def test_a_document_may_have_a_field_of_the_name(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.set("exam", {"a": 1, "crc32": 5})
    journal(tmp_path).write_bytes(without_checksums(journal(tmp_path).read_bytes()))
    assert b'"crc32":5' in journal(tmp_path).read_bytes()
    (tmp_path / "state.json").unlink()
    with opened(tmp_path) as store:
        assert store.setting("exam") == {"a": 1, "crc32": 5}
        assert store.damaged == ()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_byte_that_rots_is_believed(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    root, rng, clock = tmp_path_factory.mktemp("rot"), Random(seed), Clock()
    with opened(root, clock=clock) as store:
        for answered in reviews(3):
            store.record(answered, "words")
        known, said = store.memories(), store.reviews()
    (root / "state.json").unlink()
    text = bytearray(journal(root).read_bytes())
    text[rng.randrange(len(text))] ^= 1 << rng.randrange(8)
    journal(root).write_bytes(text)
    with opened(root, clock=clock) as store:
        assert store.memories().items() <= known.items()
        assert all(each in said for each in store.reviews())
