"""A journal written by the first version is read for ever, and is never written over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from store_samples import NOW, Clock, journal, opened, review, tables

from quizapp.store.encoding import Row
from quizapp.store.journal import event, snapshot
from quizapp.store.journal.event import MIGRATIONS
from tests_support import DATA

OLD = DATA / "store" / "v1"
"""A store as the first version left it: answers, deeds, undone ones, words and a setting."""

REVIEWS = [("naïve\n", 4), ("a", 1), ("a", 2)]
CHANGES = [("flag", ["a", "b"]), ("reset", ["a", 'quo"te']), ("set due", ["b", 'quo"te'])]


UNSUMMED = DATA / "store" / "unsummed"
"""A store of the last program that wrote no checksums, over the end of a year."""


@pytest.mark.parametrize("replayed", [False, True], ids=["snapshot", "journals"])
def test_journals_without_checksums_open_unchanged(tmp_path: Path, replayed: bool) -> None:
    root = shutil.copytree(UNSUMMED, tmp_path / "unsummed")
    journals = {path.name: path.read_bytes() for path in (root / "journal").iterdir()}
    if replayed:
        (root / "state.json").unlink()
    with opened(root) as store:
        kept = json.loads((UNSUMMED / "state.json").read_text())
        assert tables(store) == {name: kept[name] for name in kept if not name.startswith("_")}
        assert [(each.card, int(each.grade)) for each in store.reviews()][-3:] == [
            ("view-noncontiguous", 1), ("constant-buffer", 3), ("constant-buffer", 2),
        ]  # fmt: skip
        assert len(store.reviews()) == 16
        assert [each.action.value for each in store.changes()] == ["flag"]
        assert store.damaged == ()
    assert journals == {path.name: path.read_bytes() for path in (root / "journal").iterdir()}
    with opened(root) as store:
        store.record(review("constant-buffer"))
        assert store.reviews()[-1] == review("constant-buffer")
    last = (root / "journal" / "2027.laptop.jsonl").read_bytes()
    assert last.startswith(journals["2027.laptop.jsonl"])
    assert b"crc32" in last.removeprefix(journals["2027.laptop.jsonl"])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return shutil.copytree(OLD, tmp_path / "old")


@pytest.fixture
def _next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second version, in which settings are called choices."""

    def rename(line: Row) -> Row:
        put = {{"settings": "choices"}.get(name, name): rows for name, rows in line["put"].items()}
        return {**line, "put": put}

    monkeypatch.setattr(event, "SCHEMA", 2)
    monkeypatch.setattr(snapshot, "VERSION", [2, 1])
    monkeypatch.setitem(MIGRATIONS, 1, rename)


def test_the_first_versions_journal_says_what_it_always_said(old: Path) -> None:
    (old / "state.json").unlink()
    with opened(old) as store:
        assert store.damaged == ()
        assert [(each.card, int(each.grade)) for each in store.reviews()] == REVIEWS
        assert [(each.action.value, sorted(each.before)) for each in store.changes()] == CHANGES
        assert store.setting("exam") == {"day": "2026-12-15"}
        kept = json.loads((OLD / "state.json").read_text())
        assert tables(store) == {
            name: rows for name, rows in kept.items() if not name.startswith("_")
        }


@pytest.mark.usefixtures("_next_version")
def test_lines_and_snapshot_of_an_older_version_become_those_of_this_one(old: Path) -> None:
    text = journal(old).read_bytes()
    for _ in range(2):  # from the journal, and from the snapshot it leaves
        with opened(old) as store:
            assert store.damaged == ()
            assert [(each.card, int(each.grade)) for each in store.reviews()] == REVIEWS
            choices = tables(store)["choices"]
            assert choices == {"exam": {"day": "2026-12-15"}}
            assert "settings" not in tables(store)
    assert journal(old).read_bytes() == text
    assert json.loads((old / "state.json").read_text())["_store"]["state"]["v"] == [2, 1]


@pytest.mark.usefixtures("_next_version")
def test_new_lines_stand_beside_old_ones_in_one_journal(old: Path) -> None:
    with opened(old) as store:
        store.record(review("new"))
    *_, before, last = journal(old).read_bytes().splitlines()
    assert (before[:7], last[:7]) == (b'{"v":1,', b'{"v":2,')
    (old / "state.json").unlink()
    with opened(old) as store:
        assert store.reviews()[-1].card == "new"
        assert store.damaged == ()


@pytest.mark.usefixtures("_next_version")
def test_a_copy_is_made_before_a_migration_even_on_a_day_that_has_one(old: Path) -> None:
    clock = Clock()
    today = old / "backups" / NOW.date().isoformat()
    shutil.copytree(old / "journal", today / "journal")
    opened(old, clock=clock).close()
    (copy,) = (old / "backups").glob(f"{NOW.date()}.v1-*")
    assert (copy / "state.json").read_bytes() == (OLD / "state.json").read_bytes()
    assert journal(copy).read_bytes() == journal(OLD).read_bytes()
    opened(old, clock=clock).close()
    assert len(list((old / "backups").iterdir())) == 2


@pytest.mark.usefixtures("_next_version")
def test_a_migration_that_died_half_way_has_its_copy(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("quizapp.store.journal.journals.Journals.catch_up", die)
        with pytest.raises(KeyboardInterrupt):
            opened(old)
    (copy,) = (old / "backups").iterdir()
    assert (copy / "state.json").read_bytes() == (OLD / "state.json").read_bytes()
    with opened(old) as store:
        assert [(each.card, int(each.grade)) for each in store.reviews()] == REVIEWS
    assert list((old / "backups").iterdir()) == [copy]
