"""A journal written by the first version is read for ever, and is never written over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from store_samples import NOW, Clock, journal, opened, review

from quizapp.store import event, snapshot
from quizapp.store.event import MIGRATIONS, Row
from tests_support import DATA

OLD = DATA / "store" / "v1"
"""A store as the first version left it: answers, deeds, undone ones, words and a setting."""

REVIEWS = [("naïve\n", 4), ("a", 1), ("a", 2)]
CHANGES = [("flag", ["a", "b"]), ("reset", ["a", 'quo"te']), ("set due", ["b", 'quo"te'])]


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
        assert [(each.deed.value, sorted(each.before)) for each in store.changes()] == CHANGES
        assert store.setting("exam") == {"day": "2026-12-15"}
        tables = json.loads((OLD / "state.json").read_text())
        assert store._store.journal.read() == {
            name: rows for name, rows in tables.items() if not name.startswith("_")
        }


@pytest.mark.usefixtures("_next_version")
def test_lines_and_snapshot_of_an_older_version_become_those_of_this_one(old: Path) -> None:
    text = journal(old).read_bytes()
    for _ in range(2):  # from the journal, and from the snapshot it leaves
        with opened(old) as store:
            assert store.damaged == ()
            assert [(each.card, int(each.grade)) for each in store.reviews()] == REVIEWS
            choices = store._store.journal.read()["choices"]
            assert choices == {"exam": {"day": "2026-12-15"}}
            assert "settings" not in store._store.journal.read()
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
        patch.setattr("quizapp.store.journals.Journals.catch_up", die)
        with pytest.raises(KeyboardInterrupt):
            opened(old)
    (copy,) = (old / "backups").iterdir()
    assert (copy / "state.json").read_bytes() == (OLD / "state.json").read_bytes()
    with opened(old) as store:
        assert [(each.card, int(each.grade)) for each in store.reviews()] == REVIEWS
    assert list((old / "backups").iterdir()) == [copy]
