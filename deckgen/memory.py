"""What slow functions found in earlier runs, kept in a person's cache folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deckgen.cache import read_entry, trim, write_entry

KEPT = 50_000
"""How many answers of a function are kept; those used last stay."""
FILES, BYTES = 8, 2**28
"""How much is kept in all, for every version has a file of its own."""


@dataclass(slots=True)
class Memory:
    """The answers of one function, which depend on nothing but its arguments and its version."""

    name: str
    version: Callable[[], str]
    """The code that answers, as a text: after a change of it nothing is remembered."""
    known: dict[str, str] = field(default_factory=dict)
    """Answers by the hash of the arguments, the last used last."""

    def recall(self, key: str) -> str | None:
        """The answer kept under a key, if there is one."""
        answer = self.known.pop(key, None)
        if answer is not None:
            self.known[key] = answer
        return answer

    def keep(self, key: str, answer: str) -> None:
        """Keep an answer under a key."""
        self.known.pop(key, None)
        self.known[key] = answer


def key_of(*arguments: bytes) -> str:
    """The key of a call: a hash of its arguments."""
    mark = hashlib.sha256()
    for argument in arguments:
        mark.update(b"%d:" % len(argument) + argument)
    return mark.hexdigest()


@contextmanager
def remembering(folder: Path, *memories: Memory) -> Iterator[None]:
    """Within, what earlier runs found is known; what is found within is known to later runs."""
    before = {}
    for memory in memories:
        before[memory.name] = found = _read(_path(folder, memory))
        memory.known.update(found)
    try:
        yield
    finally:
        for memory in memories:
            if memory.known.keys() - before[memory.name].keys():
                last = dict(list(memory.known.items())[-KEPT:])
                write_entry(_path(folder, memory), json.dumps(last).encode())
                trim(folder / "memories", FILES, BYTES)


def _path(folder: Path, memory: Memory) -> Path:
    return folder / "memories" / f"{memory.name}-{key_of(memory.version().encode())[:16]}.json"


def _read(path: Path) -> dict[str, str]:
    facts = json.loads(read_entry(path) or b"{}")
    return {str(key): str(answer) for key, answer in facts.items()}
