"""What may go wrong with the files, and what must be left afterwards."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from store_samples import (
    Clock,
    journal,
    memory,
    opened,
    review,
    reviews,
    without_checksums,
)

from quizapp.store.encoding import Row
from quizapp.store.journal.event import MIGRATIONS


def store_of(root: Path, count: int) -> None:
    with opened(root) as store:
        for answered in reviews(count):
            store.record(answered)


def test_a_line_torn_at_any_byte_costs_nothing_acknowledged(tmp_path: Path) -> None:
    store_of(tmp_path / "whole", 3)
    whole = journal(tmp_path / "whole").read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    for cut in range(last, len(whole)):
        root = tmp_path / str(cut)
        journal(root).parent.mkdir(parents=True)
        journal(root).write_bytes(whole[:cut])
        with opened(root) as store:
            assert [each.card for each in store.reviews()] == ["card-0", "card-1"]
            # the last cut took the line end alone
            assert len(store.damaged) == (cut == len(whole) - 1)
            store.record(review("after-the-tear"))
            known = store.memories()
        (root / "state.json").unlink()
        with opened(root) as again:
            assert again.memories() == known
            assert {"card-0", "card-1", "after-the-tear"} <= set(known)


def test_a_torn_line_is_never_complained_of(tmp_path: Path) -> None:
    store_of(tmp_path, 2)
    with journal(tmp_path).open("ab") as file:
        file.write(b'{"v":1,"t":"2026')
    with opened(tmp_path) as store:
        store.record(review())
        assert store.damaged == ()
    (tmp_path / "state.json").unlink()
    for device in ("laptop", "phone"):
        with opened(tmp_path, device) as again:
            assert again.damaged == ()
            assert len(again.reviews()) == 3
    assert b'{"v":1,"t":"2026 # cut short\n' in journal(tmp_path).read_bytes()


def test_a_whole_last_line_that_lost_its_end_is_read(tmp_path: Path) -> None:
    store_of(tmp_path, 2)
    journal(tmp_path).write_bytes(journal(tmp_path).read_bytes().rstrip())
    (tmp_path / "state.json").unlink()
    with opened(tmp_path) as store:
        store.record(review())
        assert set(store.memories()) == {"card-0", "card-1", review().card}


@pytest.mark.parametrize("repaired", [True, False], ids=["repaired", "deleted"])
def test_a_damaged_line_is_read_again_once_it_is_repaired(tmp_path: Path, repaired: bool) -> None:
    store_of(tmp_path, 3)
    (tmp_path / "state.json").unlink()
    whole = journal(tmp_path).read_bytes()
    damaged = whole.replace(b'"card-1":{"s":3.25', b'"card-1":{"s":x.25')
    assert len(damaged) == len(whole)
    journal(tmp_path).write_bytes(damaged)
    with opened(tmp_path) as store:
        assert "repair the line or delete it" in store.damaged[0]
    lines = whole.splitlines(keepends=True)
    journal(tmp_path).write_bytes(whole if repaired else lines[0] + lines[2])
    with opened(tmp_path) as again:
        assert again.damaged == ()
        assert len(again.memories()) == len(again.reviews()) == 2 + repaired
    assert not list(tmp_path.glob("state.json.damaged-*"))


def test_a_snapshot_that_arrives_before_its_journal_is_no_damage(tmp_path: Path) -> None:
    clock = Clock()
    clock.move(timedelta(hours=1))
    with opened(tmp_path / "phone", "phone", clock) as phone:
        phone.record(review("on-the-phone"))
    store_of(tmp_path / "laptop", 1)
    snapshot = (tmp_path / "phone" / "state.json").read_bytes()
    (tmp_path / "laptop" / "state.json").write_bytes(snapshot)
    for _ in range(2):
        with opened(tmp_path / "laptop") as laptop:
            assert laptop.damaged == ()
            assert set(laptop.memories()) == {"card-0", "on-the-phone"}
            assert [each.card for each in laptop.reviews()] == ["card-0"]
    text = journal(tmp_path / "phone", "phone").read_bytes()
    journal(tmp_path / "laptop", "phone").write_bytes(text)
    with opened(tmp_path / "laptop") as laptop:
        assert set(laptop.memories()) == {"card-0", "on-the-phone"}
    assert not list((tmp_path / "laptop").glob("state.json.damaged-*"))


def test_what_was_set_aside_is_named_once(tmp_path: Path) -> None:
    store_of(tmp_path, 1)
    (tmp_path / "state.json").write_text("{")
    with opened(tmp_path) as store:
        assert "was made again from the journals" in store.damaged[0]
    with opened(tmp_path) as again:
        assert again.damaged == ()


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('"2026.laptop.jsonl":', '"2026.laptop.jsonl":-'),
        ('"2026.laptop.jsonl":', '"2026.laptop.jsonl":"x","y":'),
        ('"_written": {\n"cards": {"card-0":', '"_written": {\n"cards": {"card-0":7,"y":'),
        ('"_written": {\n"cards": {"card-0":', '"_written": {\n"cards": {"card-0":"z","y":'),
        ('"last":', '"last":"soon","y":'),
        ('"cards": {\n', '"cards": {\n"none": null,\n'),
    ],
)
def test_a_snapshot_with_impossible_fields_is_set_aside(
    tmp_path: Path, good: str, bad: str
) -> None:
    store_of(tmp_path, 1)
    state = tmp_path / "state.json"
    assert good in state.read_text()
    state.write_text(state.read_text().replace(good, bad))
    with opened(tmp_path) as store:
        store.record(review())
        assert set(store.memories()) == {"card-0", review().card}
        (aside,) = tmp_path.glob("state.json.damaged-*")
        assert len(store.damaged) == 1
        assert str(aside) in store.damaged[0]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b'"due":"2026-11', b'"due":"9999-12'),
        (b'"last":"2026-11', b'"last":"0001-01'),
        (b'"t":"2026-11', b'"t":"9999-12'),
        (b'"s":3.25', b'"s":1e400'),
        (b'"d":5.125', b'"d":-1e400'),
    ],
)
def test_numbers_and_times_nobody_can_reckon_with_are_damage(
    tmp_path: Path, good: bytes, bad: bytes
) -> None:
    store_of(tmp_path, 1)
    (tmp_path / "state.json").unlink()
    text = without_checksums(journal(tmp_path).read_bytes())
    assert good in text
    journal(tmp_path).write_bytes(text.replace(good, bad))
    with opened(tmp_path) as store:
        assert store.memories() == {}
        assert f"{journal(tmp_path)}:1 was skipped" in store.damaged[0]
        store.record(review())


@pytest.mark.parametrize(
    "line",
    [
        b"\0" * 200,
        b"not json",
        b"[1]",
        b"[" * 100_000,
        b'{"v":1}',
        b'{"v":1,"t":"yesterday","put":{}}',
        b'{"v":1,"t":"2026-11-22T20:20:11.123456Z","put":{"cards":{"card-0":{"s":1}}}}',
        b'{"v":1,"t":"2026-11-22T20:20:11.123456Z","put":{"cards":{"card-0":7}}}',
        b'{"v":1,"t":"2026-11-22T20:20:11.123456Z","put":{},"grade":3}',
        b'{"v":1,"t":"2026-11-22T20:20:11.123456Z","put":{},"undo":"card-0"}',
        b"\xff\xfe",
    ],
    ids=lambda line: str(line[:60]),
)
def test_a_damaged_line_is_skipped_and_reported_and_stays(tmp_path: Path, line: bytes) -> None:
    store_of(tmp_path, 3)
    (tmp_path / "state.json").unlink()
    lines = journal(tmp_path).read_bytes().splitlines(keepends=True)
    journal(tmp_path).write_bytes(b"".join([lines[0], line + b"\n", *lines[1:]]))
    with opened(tmp_path) as store:
        assert [each.card for each in store.reviews()] == ["card-0", "card-1", "card-2"]
        assert len(store.damaged) == 1
        assert f"{journal(tmp_path)}:2 was skipped" in store.damaged[0]
    assert line in journal(tmp_path).read_bytes()
    with opened(tmp_path) as again:
        assert len(again.damaged) == 1


def test_a_line_of_a_newer_version_is_reported_as_such(tmp_path: Path) -> None:
    journal(tmp_path).parent.mkdir()
    journal(tmp_path).write_text('{"v":99,"t":"2026-11-22T20:20:11.123456Z","put":{}}\n')
    with opened(tmp_path) as store:
        assert "newer version (99); update torchdeck" in store.damaged[0]


def test_a_line_of_an_older_version_is_migrated_as_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rename_the_table(line: Row) -> Row:
        return {**line, "put": {"cards": line["put"]["memories"]}}

    store_of(tmp_path, 2)
    text = without_checksums(journal(tmp_path).read_bytes())
    text = text.replace(b'"v":1', b'"v":0').replace(b'"cards"', b'"memories"')
    journal(tmp_path).write_bytes(text)
    (tmp_path / "state.json").unlink()
    monkeypatch.setitem(MIGRATIONS, 0, rename_the_table)
    with opened(tmp_path) as store:
        assert store.damaged == ()
        assert [each.card for each in store.reviews()] == ["card-0", "card-1"]
    assert journal(tmp_path).read_bytes() == text


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"cards": 3}', '{"cards": {}}', "\0\0\0", '{"cards": {"a": {"s": 1}}}']
)
def test_a_damaged_snapshot_is_set_aside_and_rebuilt(tmp_path: Path, text: str) -> None:
    store_of(tmp_path, 3)
    (tmp_path / "state.json").write_text(text)
    with opened(tmp_path) as store:
        assert len(store.memories()) == 3
        (aside,) = tmp_path.glob("state.json.damaged-*")
        assert str(aside) in store.damaged[0]
    assert aside.read_text() == text


def test_a_card_in_the_snapshot_that_cannot_be_read_is_rebuilt(tmp_path: Path) -> None:
    store_of(tmp_path, 1)
    state = tmp_path / "state.json"
    state.write_text(state.read_text().replace('"phase":"review"', '"phase":"asleep"'))
    with opened(tmp_path) as store:
        assert store.memories() == {"card-0": memory()}
        assert len(store.damaged) == 1


def test_a_second_damaged_snapshot_does_not_replace_the_first(tmp_path: Path) -> None:
    store_of(tmp_path, 1)
    for text in ("first", "second"):
        (tmp_path / "state.json").write_text(text)
        opened(tmp_path).close()
    aside = sorted(tmp_path.glob("state.json.damaged-*"))
    assert [path.read_text() for path in aside] == ["first", "second"]


def test_a_snapshot_of_another_version_is_rebuilt(tmp_path: Path) -> None:
    store_of(tmp_path, 2)
    state = tmp_path / "state.json"
    tables = json.loads(state.read_text())
    tables["cards"] = {}
    tables["_store"]["state"]["v"] = 0
    state.write_text(json.dumps(tables))
    with opened(tmp_path) as store:
        assert len(store.memories()) == 2


def test_a_journal_replaced_while_the_store_is_open_is_noticed(tmp_path: Path) -> None:
    store_of(tmp_path, 3)
    with opened(tmp_path) as store:
        first, *_ = journal(tmp_path).read_bytes().splitlines(keepends=True)
        journal(tmp_path).write_bytes(first)
        store.record(review())
        assert {each.card for each in store.reviews()} == {"card-0", review().card}
        assert "lacks reviews" in store.damaged[0]


def test_a_crash_before_the_snapshot_loses_nothing(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.record(review())
    assert not (tmp_path / "state.json").exists()
    with opened(tmp_path) as again:
        assert again.reviews() == [review()]


def test_two_devices_come_together(tmp_path: Path) -> None:
    earlier, later = review("both", after=memory(1)), review("both", after=memory(2))
    clock = Clock()
    with opened(tmp_path / "a", "laptop", clock) as laptop:
        laptop.record(earlier)
        laptop.record(review("on-the-laptop"))
    clock.move(timedelta(hours=1))
    with opened(tmp_path / "b", "phone", clock) as phone:
        phone.record(later)
    for root, others in (("a", "b"), ("b", "a")):
        for path in (tmp_path / others / "journal").iterdir():
            (tmp_path / root / "journal" / path.name).write_bytes(path.read_bytes())
    with opened(tmp_path / "a", "laptop") as laptop, opened(tmp_path / "b", "phone") as phone:
        assert laptop.memories() == phone.memories()
        assert laptop.memories() == {"both": memory(2), "on-the-laptop": memory()}
        assert laptop.reviews() == phone.reviews() == [earlier, review("on-the-laptop"), later]


def test_two_devices_writing_in_the_same_instant_agree(tmp_path: Path) -> None:
    for root, device, stability in (("a", "laptop", 1), ("b", "phone", 2)):
        with opened(tmp_path / root, device) as store:
            store.record(review("both", after=memory(stability)))
    for root, others, device in (("a", "b", "phone"), ("b", "a", "laptop")):
        text = journal(tmp_path / others, device).read_bytes()
        journal(tmp_path / root, device).write_bytes(text)
    with opened(tmp_path / "a", "laptop") as laptop, opened(tmp_path / "b", "phone") as phone:
        assert laptop.memories() == phone.memories()


def test_a_synchronisers_second_copy_of_a_journal_is_harmless(tmp_path: Path) -> None:
    store_of(tmp_path, 2)
    copy = journal(tmp_path, "laptop.sync-conflict-20261122")
    copy.write_bytes(journal(tmp_path).read_bytes())
    with opened(tmp_path) as store:
        assert store.reviews() == reviews(2)


def test_a_device_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    with opened(tmp_path / "root", "../Ann's laptop") as store:
        store.record(review())
    assert [path.parent.name for path in tmp_path.rglob("*.jsonl")] == ["journal"]


def backups(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "backups").iterdir())


def test_the_first_start_of_a_day_makes_a_backup_and_fourteen_are_kept(tmp_path: Path) -> None:
    clock = Clock()
    store_of(tmp_path, 2)
    for number in range(20):
        with opened(tmp_path, clock=clock) as store:
            store.record(review(f"day-{number}"))
        opened(tmp_path, clock=clock).close()
        clock.move(timedelta(days=1))
    days = backups(tmp_path)
    assert len(days) == 14
    assert days[-1] == "2026-12-11"
    with opened(tmp_path / "backups" / days[0], clock=clock) as store:
        assert len(store.reviews()) == 2 + 6


def test_a_day_without_news_makes_no_backup(tmp_path: Path) -> None:
    clock = Clock()
    store_of(tmp_path, 2)
    for _ in range(20):
        opened(tmp_path, clock=clock).close()
        clock.move(timedelta(days=1))
    assert backups(tmp_path) == ["2026-11-22"]
    journal(tmp_path).write_bytes(journal(tmp_path).read_bytes().replace(b"card-1", b"card-9"))
    opened(tmp_path, clock=clock).close()
    assert len(backups(tmp_path)) == 2


def test_a_backup_on_a_full_disk_is_one_plain_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    store_of(tmp_path, 1)
    monkeypatch.setattr("shutil.copy2", fail)
    monkeypatch.setattr("shutil.copytree", lambda *_: fail())
    with opened(tmp_path) as store:
        assert f"{tmp_path / 'backups'}: No space left on device; " in store.damaged[0]
    assert backups(tmp_path) == []


def test_a_backup_that_fails_is_reported_and_the_store_opens(tmp_path: Path) -> None:
    store_of(tmp_path, 1)
    (tmp_path / "backups").write_text("a file where a folder should be")
    with opened(tmp_path) as store:
        assert "no backup could be made" in store.damaged[0]
        assert len(store.memories()) == 1
