"""Reviews, clocks and child processes that the store's tests share."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import quizapp
from quizapp.scheduler.model import Grade, Memory, Review, State
from quizapp.store import ReviewStore

NOW = datetime(2026, 11, 22, 20, 20, 11, 123456, tzinfo=UTC)
CHILDREN = Path(__file__).with_name("store_children.py")
PACKAGES = Path(quizapp.__file__).parents[1]


@dataclass
class Clock:
    """A clock that stands until a test moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


def opened(root: Path, device: str = "laptop", clock: Clock | None = None) -> ReviewStore:
    return ReviewStore(root, device=device, clock=clock or Clock())


def memory(stability: float = 3.25, *, at: datetime = NOW) -> Memory:
    due = at + timedelta(days=stability)
    return Memory(stability, 5.125, due=due, last=at, state=State.REVIEW, reps=2, lapses=1)


def review(
    card: str = "grad-accumulates",
    *,
    before: Memory | None = None,
    after: Memory | None = None,
    at: datetime = NOW,
) -> Review:
    took = timedelta(seconds=4, microseconds=210987)
    return Review(card, Grade.GOOD, at, took, before, after or memory(at=at))


def reviews(count: int) -> list[Review]:
    first = review()
    return [replace(first, card=f"card-{number}") for number in range(count)]


def journal(root: Path, device: str = "laptop") -> Path:
    return root / "journal" / f"2026.{device}.jsonl"


def tables(store: ReviewStore) -> dict[str, dict[str, dict[str, Any]]]:
    """All documents of a store but those of its log."""
    found = store.db.storage.read()
    return {name: dict(rows) for name, rows in found.items() if name != "log"}


def without_checksums(lines: bytes) -> bytes:
    """Lines as they were written before they had one, or as a person repairs them."""
    return re.sub(rb',"crc32":\d+}$', b"}", lines, flags=re.MULTILINE)


def child(task: str, root: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a task of store_children.py in a process of its own."""
    return subprocess.Popen(
        [sys.executable, CHILDREN, task, root, *arguments],
        env={**os.environ, "PYTHONPATH": str(PACKAGES)},
        stdout=subprocess.PIPE,
        text=True,
    )
