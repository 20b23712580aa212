"""What the store's tests do in processes of their own: `store_children.py TASK ROOT [...]`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from tinydb.table import Document

from quizapp.memory import Grade, Memory, Phase, Review
from quizapp.store import ReviewStore
from quizapp.store.table import Store


def clock() -> datetime:
    return datetime.now(UTC)


def say(text: str) -> None:
    """One write, so that a kill cannot leave half a word in a buffer."""
    os.write(sys.stdout.fileno(), f"{text}\n".encode())


def a_review(card: str) -> Review:
    now = clock()
    after = Memory(1.0, 5.0, due=now, last=now, phase=Phase.LEARNING)
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
    store = Store(root, device="laptop", clock=clock)
    table = store.table("counters")
    for _ in range(int(times)):
        with store.journal.locked():
            known = table.get(doc_id="all")  # type: ignore[call-overload]
            table.upsert(Document({"n": known["n"] + 1 if known else 1}, "all"))  # type: ignore[arg-type]
    store.close()


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
    {"record": record, "count": count, "fill": fill}[task](Path(root), *arguments)
