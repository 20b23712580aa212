"""Links, folders and pipes with the names of the store's files: each is named, none is followed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from quiz_cases import SCHEDULER
from store_samples import journal, opened, review, reviews

from quizapp.store.inspection import inspect_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    with opened(tmp_path / "data") as store:
        for answered in reviews(2):
            store.record(answered)
    return tmp_path / "data"


def link(path: Path) -> None:
    outside = path.parents[2] / "outside"
    outside.write_bytes(b"not ours\n")
    path.symlink_to(outside)


def dangling(path: Path) -> None:
    path.symlink_to(path.parents[2] / "nowhere")


STRANGE = [(link, "a link"), (dangling, "a link"), (Path.mkdir, "a folder"), (os.mkfifo, "a pipe")]


@pytest.mark.parametrize(("make", "found"), STRANGE)
def test_what_is_no_file_among_the_journals_is_named_and_the_rest_is_read(
    kept: Path, make: Callable[[Path], None], found: str
) -> None:
    strange = journal(kept, "phone")
    make(strange)
    for _ in range(2):
        with opened(kept) as store:
            (sentence,) = store.damaged
            assert sentence.startswith(f"{strange} is {found}, so it was not read")
            assert len(store.reviews()) == 2
            store.repair("repair")
    inspected = inspect_folder(kept, "laptop", SCHEDULER.preview)
    assert inspected
    assert inspected.strange == (sentence,)


@pytest.mark.parametrize(("make", "found"), STRANGE)
def test_what_is_no_file_in_the_place_of_the_own_journal_takes_no_review(
    tmp_path: Path, make: Callable[[Path], None], found: str
) -> None:
    own = journal(tmp_path / "data")
    own.parent.mkdir(parents=True)
    make(own)
    with opened(tmp_path / "data") as store:
        with pytest.raises(OSError, match=f"{own} is {found}"):
            store.record(review())
        assert store.memories() == {}
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(("make", "found"), STRANGE)
def test_a_journal_that_became_something_else_is_named_and_its_cards_stay(
    kept: Path, make: Callable[[Path], None], found: str
) -> None:
    own = journal(kept)
    own.unlink()
    make(own)
    with opened(kept) as store:
        strange, gone = store.damaged
        assert strange.startswith(f"{own} is {found}, so it was not read")
        assert gone.startswith(f"{own} is gone")
        assert store.reviews() == []
        assert len(store.memories()) == 2
        with pytest.raises(OSError, match=f"{own} is {found}"):
            store.record(review())


@pytest.mark.parametrize(("make", "found"), STRANGE)
def test_what_is_no_file_in_the_place_of_the_snapshot_is_named_and_left(
    kept: Path, make: Callable[[Path], None], found: str
) -> None:
    state = kept / "state.json"
    state.unlink()
    make(kept / "journal" / "made")
    (kept / "journal" / "made").rename(state)
    before = os.lstat(state).st_ino
    for number in range(2):
        with opened(kept) as store:
            (sentence,) = store.damaged
            assert sentence.startswith(f"{state} is {found}, so it was not read")
            assert len(store.reviews()) == len(store.memories()) == 2 + number
            store.record(review(f"after-{number}"))
    assert os.lstat(state).st_ino == before
    assert not (kept.parent / "nowhere").exists()
    inspected = inspect_folder(kept, "laptop", SCHEDULER.preview)
    assert inspected
    assert inspected.strange == (sentence,)


@pytest.mark.parametrize(("make", "found"), STRANGE)
def test_what_is_no_file_in_the_place_of_the_lock_is_named(
    kept: Path, make: Callable[[Path], None], found: str
) -> None:
    (kept / "lock").unlink()
    make(kept / "journal" / "made")
    (kept / "journal" / "made").rename(kept / "lock")
    with pytest.raises(OSError, match=f"{kept / 'lock'} is {found}"):
        opened(kept)
    assert not (kept.parent / "nowhere").exists()
    inspected = inspect_folder(kept, "laptop", SCHEDULER.preview)
    assert inspected
    assert inspected.strange == (f"{kept / 'lock'} is {found}; move it away",)


@pytest.mark.parametrize(("make", "found"), STRANGE)
def test_what_is_no_file_in_the_place_of_the_drafted_snapshot_does_no_harm(
    kept: Path, make: Callable[[Path], None], found: str
) -> None:
    make(kept / "journal" / "made")
    (kept / "journal" / "made").rename(kept / "state.json.tmp")
    with opened(kept) as store:
        store.record(review())
    with opened(kept) as store:
        assert len(store.reviews()) == len(store.memories()) == 3
    assert not (kept.parent / "nowhere").exists()


def test_hidden_files_are_no_journals(kept: Path) -> None:
    (kept / "journal" / ".#2026.laptop.jsonl").symlink_to("ann@host.17:3")
    (kept / "journal" / "._2026.laptop.jsonl").write_bytes(b"\0\5\n\7")
    with opened(kept) as store:
        assert store.damaged == ()
        assert len(store.reviews()) == 2


def test_backups_that_are_no_folder_are_named(kept: Path) -> None:
    (kept / "backups").symlink_to(kept.parent / "nowhere")
    with opened(kept) as store:
        (sentence,) = store.damaged
        assert f"{kept / 'backups'} is not a folder" in sentence
    assert not (kept.parent / "nowhere").exists()


def test_a_file_in_the_place_of_the_journals_is_named(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a note")
    with pytest.raises(OSError, match=f"{tmp_path / 'journal'} is not a folder"):
        opened(tmp_path)
