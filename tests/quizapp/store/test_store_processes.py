"""Several processes, and processes that die."""

from __future__ import annotations

import random
import sys
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock
from store_samples import Clock, child, opened, reviews

from quizapp.store.tables import Database


def test_kill_9_loses_no_acknowledged_review(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    for seed in range(15):
        process = child("record", tmp_path, str(seed))
        assert process.stdout
        first = process.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 0.08))
        process.kill()
        rest = process.communicate()[0]
        acknowledged += (first + rest).split()
    with opened(tmp_path) as store:
        found = [each.card for each in store.reviews()]
        assert set(acknowledged) <= set(found)
        # at most the one review each child had not yet been told of
        assert len(found) <= len(acknowledged) + 15
        known = store.memories()
    (tmp_path / "state.json").unlink()
    with opened(tmp_path) as replayed:
        assert replayed.memories() == known


def test_four_processes_lose_no_increment(tmp_path: Path) -> None:
    processes = [child("count", tmp_path, "50") for _ in range(4)]
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0] * 4
    store = Database(tmp_path, device="laptop", clock=Clock())
    assert [row["n"] for row in store.table("counters")] == [200]
    assert store.storage.damaged == ()
    store.close()


@pytest.mark.parametrize("times", [50, pytest.param(300, marks=pytest.mark.soak)])
def test_four_processes_lose_and_double_no_review(tmp_path: Path, times: int) -> None:
    processes = [child("answer", tmp_path, name, str(times)) for name in "abcd"]
    acknowledged = [line for process in processes for line in process.communicate()[0].splitlines()]
    assert [process.returncode for process in processes] == [0] * 4
    with opened(tmp_path) as store:
        found = [f"{each.card} {each.at.isoformat()}" for each in store.reviews()]
        assert sorted(found) == sorted(acknowledged)
        assert len(found) == 4 * times
        known = store.memories()
        assert (
            known["shared"] == [each for each in store.reviews() if each.card == "shared"][-1].after
        )
        assert store.damaged == ()
    (tmp_path / "state.json").unlink()
    with opened(tmp_path) as replayed:
        assert replayed.memories() == known


def test_four_threads_lose_no_review(tmp_path: Path) -> None:
    store = opened(tmp_path)
    answered = reviews(80)

    def work(number: int) -> None:
        for each in answered[number::4]:
            store.record(each)
            store.memories()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.memories()) == len(store.reviews()) == 80
    store.close()


def test_a_folder_another_program_holds_is_said_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.store.journal.lock.PATIENCE", 0.05)
    with opened(tmp_path) as store:
        with FileLock(tmp_path / "lock"):
            for held_up in (store.refresh, lambda: opened(tmp_path)):
                with pytest.raises(OSError, match="another program holds"):
                    held_up()
        store.refresh()


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is POSIX")
@pytest.mark.parametrize("spare", ["0", "100"])
def test_a_full_disk_is_an_error_and_the_old_reviews_are_kept(tmp_path: Path, spare: str) -> None:
    process = child("fill", tmp_path, spare)
    assert process.communicate()[0].splitlines() == ["refused, first stands", "first third"]
    assert process.returncode == 0
    with opened(tmp_path) as store:
        assert [each.card for each in store.reviews()] == ["first", "third"]
        assert store.damaged == ()
