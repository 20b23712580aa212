"""What the store's tests do in processes of their own: `store_children.py TASK ROOT [...]`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tinydb.table import Document

from quizapp.scheduler.model import Evidence, Grade, Memory, Review, State
from quizapp.store import ReviewStore
from quizapp.store.tables import Database


def clock() -> datetime:
    return datetime.now(UTC)


def say(text: str) -> None:
    """One write, so that a kill cannot leave half a word in a buffer."""
    os.write(sys.stdout.fileno(), f"{text}\n".encode())


def a_review(card: str) -> Review:
    now = clock()
    after = Memory(1.0, 5.0, due=now, last=now, state=State.LEARNING)
    return Review(card, Grade.GOOD, now, now - now, None, after)


def record(root: Path, prefix: str) -> None:
    """Record for ever, saying each card once its review is acknowledged."""
    with ReviewStore(root, device="laptop", clock=clock) as store:
        for number in range(1_000_000):
            card = f"{prefix}-{number}"
            store.record(a_review(card))
            say(card)


def count(root: Path, times: str) -> None:
    """Raise a counter by one, many times."""
    store = Database(root, device="laptop", clock=clock)
    table = store.table("counters")
    for _ in range(int(times)):
        with store.transaction():
            known = table.get(doc_id="all")  # type: ignore[call-overload]
            table.upsert(Document({"n": known["n"] + 1 if known else 1}, "all"))  # type: ignore[arg-type]
    store.close()


def answer(root: Path, name: str, times: str) -> None:
    """Answer one's own cards, and one that all share, on top of what is remembered of it."""
    with ReviewStore(root, device="laptop", clock=clock) as store:
        for number in range(int(times)):
            card = "shared" if number % 3 == 0 else f"{name}-{number}"
            store.refresh()
            review = a_review(card)
            before = store.memories().get(card)
            store.record(replace(review, before=before, evidence=Evidence(Grade.GOOD, name)))
            say(f"{card} {review.at.isoformat()}")


def save(root: Path, _: str) -> None:
    """Close a store whose snapshot does not fit on the disk, and say what lies there."""
    store = ReviewStore(root, device="laptop", clock=clock)
    with small_disk(200):
        store.close()
    say(" ".join(sorted(path.name for path in root.iterdir())))


def copy(root: Path, _: str) -> None:
    """Open a store whose backup does not fit on the disk, and answer a card."""
    with small_disk(200):
        store = ReviewStore(root, device="laptop", clock=clock)
    say(f"{len(list((root / 'backups').iterdir()))} {store.damaged}")
    store.record(a_review("after"))


def look_on(root: Path, way: str) -> None:
    """Open a folder one may not write to, or lose the right with it open."""
    import encodings.idna  # noqa: F401 # what errors need is loaded while it may be

    os.chdir(root)
    store = ReviewStore(Path(), device="laptop", clock=clock) if way == "later" else None
    for path in (Path(), *Path().rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:
        os.setuid(65_534)  # root may write anywhere
    try:
        store = store or ReviewStore(Path(), device="laptop", clock=clock)
        store.record(a_review("second"))
    except OSError as reason:
        say(type(reason).__name__)
    if store:
        say(" ".join(store.memories()))


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    import resource

    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def fill(root: Path, spare: str) -> None:
    """Record until the disk is full, then say what happened."""
    import resource

    store = ReviewStore(root, device="laptop", clock=clock)
    store.record(a_review("first"))
    size = (root / "journal" / f"{clock().year}.laptop.jsonl").stat().st_size
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + int(spare), hard))
    try:
        store.record(a_review("second"))
    except OSError:
        say(f"refused, {' '.join(store.memories())} stands")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    store.record(a_review("third"))
    say(" ".join(store.memories()))


if __name__ == "__main__":
    task, root, *arguments = sys.argv[1:]
    tasks = (record, count, fill, answer, save, copy, look_on)
    {each.__name__: each for each in tasks}[task](Path(root), *arguments)
