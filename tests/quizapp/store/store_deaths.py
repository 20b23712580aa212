"""A store that dies at each point of its work: `store_deaths.py every|random ROOT COUNT`.

A fork does the work and is killed; the process it was forked from looks at what is left. It
prints how many it killed, and what was wrong afterwards, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from store_samples import NOW, Clock, memory, review

from quizapp.scheduler.model import Action, CardChange, CardStatus, Marks
from quizapp.store import ReviewStore
from quizapp.store.journal.backup import copies

FIRST = review("first", after=memory(1))
SECOND = replace(review("second"), marks=(Marks(), Marks(leech=True)))
FLAG = CardChange(
    Action.FLAG,
    NOW,
    {"first": CardStatus(memory(1))},
    {"first": CardStatus(memory(1), Marks(flag=3))},
)
WORK: list[Callable[[ReviewStore], None]] = [
    lambda store: store.record(FIRST, "words"),
    lambda store: store.record(SECOND),
    lambda store: store.change(FLAG),
    lambda store: store.set("exam", {"day": "2026-12-15"}),
    lambda store: store.undo(FLAG),
    lambda store: store.undo(SECOND),
    lambda store: store.close(),
    lambda store: store.set("exam", None),
]
write, fsync = os.write, os.fsync


def opened(root: Path) -> ReviewStore:
    clock = Clock()
    clock.move(timedelta(days=1))  # so that what lies there is copied first
    return ReviewStore(root, device="laptop", clock=clock)


def all_of(store: ReviewStore) -> Any:
    return (
        dict(store.memories()),
        dict(store.marks()),
        store.text_of("first"),
        store.setting("exam"),
        store.reviews(),
        store.changes(),
    )


def prepare(root: Path) -> None:
    """A store of yesterday: a snapshot, a torn line, and a copy to be made."""
    with ReviewStore(root, device="laptop", clock=Clock()) as store:
        store.record(review("yesterday"))
    with (root / "journal" / "2026.laptop.jsonl").open("ab") as file:
        file.write(b'{"v":1,"t":"2026-11-')


def expected(root: Path) -> list[Any]:
    """What the store holds after none, one, two … of the work."""
    prepare(root)
    store = opened(root)
    held = [all_of(store)]
    for work in WORK:
        work(store)
        held.append(all_of(store))
    return held


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: int) -> None:
    """Kill this process at its n-th point: before, within or after a call that reaches the disk."""
    left = point

    def passes() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            die()

    def half_written(descriptor: int, text: bytes) -> int:
        passes()
        if left == 0:
            write(descriptor, text[: len(text) // 2])
        passes()
        done = write(descriptor, text)
        passes()
        return done

    def around(module: Any, name: str) -> None:
        call = getattr(module, name)

        def armed(*arguments: Any, **options: Any) -> Any:
            passes()
            result = call(*arguments, **options)
            passes()
            return result

        setattr(module, name, armed)

    for module, name in (
        *((os, name) for name in ("fsync", "replace", "rename", "mkdir", "open")),
        (shutil, "copy2"),
    ):
        around(module, name)
    os.write = half_written  # type: ignore[assignment]


def killed(root: Path, *, point: int | None = None, after: float = 0) -> tuple[int, bool]:
    """Do the work in a fork; how much of it was acknowledged, and whether the fork was killed.

    It dies at a point of its work, or after some seconds.
    """
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        if point is not None:
            arm(point)
        store = opened(root)
        for work in WORK:
            work(store)
            write(writes, b".")
        os._exit(0)
    os.close(writes)
    if point is None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)  # not waited for yet, so the number is still its own
    with os.fdopen(reads, "rb") as acknowledgements:
        acknowledged = len(acknowledgements.read())
    return acknowledged, os.WIFSIGNALED(os.waitpid(child, 0)[1])


def look(root: Path, acknowledged: int, held: list[Any]) -> str:
    """What is wrong with what a killed process left; empty where nothing is."""
    for copy in copies(root):
        if len(list(copy.rglob("*.json*"))) != 2:
            return f"{copy} is half a copy"
    with opened(root) as store:
        found = all_of(store)
        if found not in held[acknowledged : acknowledged + 2]:
            return f"{acknowledged} were acknowledged, and this is left: {found}"
        if store.damaged:
            return str(store.damaged)
        store.record(review("after"))
    (root / "state.json").unlink()
    with opened(root) as replayed:
        if replayed.memories().keys() != {*found[0], "after"} or replayed.damaged:
            return f"the replay knows {set(replayed.memories())}, {replayed.damaged}"
        if (*all_of(replayed)[1:4], replayed.changes()) != (*found[1:4], found[5]):
            return "the replay is another state"
    return ""


def kill_at_every_point(root: Path, held: list[Any]) -> tuple[int, list[str]]:
    wrong, point = [], 0
    while True:
        prepare(root / str(point))
        acknowledged, died = killed(root / str(point), point=point)
        if problem := look(root / str(point), acknowledged, held):
            wrong.append(f"point {point}: {problem}")
        shutil.rmtree(root / str(point))
        if not died:
            return point, wrong
        point += 1


def kill_at_random(root: Path, held: list[Any], count: int) -> tuple[int, list[str]]:
    wrong, kills, rng = [], 0, random.Random(count)
    while kills < count:
        prepare(root / "random")
        acknowledged, died = killed(root / "random", after=rng.uniform(0, 0.012))
        kills += died
        if problem := look(root / "random", acknowledged, held):
            wrong.append(problem)
        shutil.rmtree(root / "random")
    return kills, wrong


def main(way: str, folder: str, count: str) -> None:
    root = Path(folder)
    held = expected(root / "expected")
    if way == "every":
        kills, wrong = kill_at_every_point(root, held)
    else:
        kills, wrong = kill_at_random(root, held, int(count))
    print(json.dumps({"kills": kills, "wrong": wrong}))  # noqa: T201 # for the test that asked


if __name__ == "__main__":
    main(*sys.argv[1:])
