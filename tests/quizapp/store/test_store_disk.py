"""Disks that are full and folders that may only be read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from store_samples import child, journal, opened, review

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE and setuid are POSIX")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A store whose snapshot was never written, with more than a small disk holds."""
    opened(tmp_path).record(review("first"))
    return tmp_path


def said(task: str, root: Path, *arguments: str) -> list[str]:
    process = child(task, root, *arguments)
    lines = process.communicate()[0].splitlines()
    assert process.returncode == 0
    return lines


def test_a_snapshot_that_does_not_fit_leaves_nothing_behind(kept: Path) -> None:
    opened(kept).record(review("second"))
    assert said("save", kept, "") == ["backups journal lock"]
    with opened(kept) as store:
        assert store.damaged == ()
        assert set(store.memories()) == {"first", "second"}


def test_a_snapshot_that_does_not_fit_leaves_the_old_one(kept: Path) -> None:
    opened(kept).close()
    old = (kept / "state.json").read_bytes()
    opened(kept).record(review("second"))
    assert "state.json.tmp" not in said("save", kept, "")[0]
    assert (kept / "state.json").read_bytes() == old
    with opened(kept) as store:
        assert set(store.memories()) == {"first", "second"}


def test_a_backup_that_does_not_fit_leaves_nothing_and_stops_nothing(kept: Path) -> None:
    (line,) = said("copy", kept, "")
    assert line.startswith("0 (")
    assert "no backup could be made" in line
    with opened(kept) as store:
        assert set(store.memories()) == {"first", "after"}


@pytest.mark.parametrize("way", ["before", "later"])
def test_a_folder_that_may_only_be_read_is_read_and_stays_as_it_is(kept: Path, way: str) -> None:
    opened(kept).close()
    before = journal(kept).read_bytes()
    assert said("look_on", kept, way) == ["PermissionError", "first"]
    assert journal(kept).read_bytes() == before
    for path in (kept, *kept.rglob("*")):
        path.chmod(0o755)
    with opened(kept) as store:
        assert set(store.memories()) == {"first"}
