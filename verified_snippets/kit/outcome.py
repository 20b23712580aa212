"""What a run showed, as plain values that cross from one process to another."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Failure:
    """An error that left a cell."""

    type: str
    """The exception's name."""
    message: str
    line: int | None = None
    """The line of the snippet's file at module level from which it came."""
    trace: str = ""
    """The traceback from the snippet's own first line on."""
    assertion: bool = False
    """Whether an assertion failed: the only way in which a check may reject."""
    slip: bool = False
    """Whether a cell is broken, whatever its claim: a NameError, a time-out."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of setup, shown cell and checks."""

    printed: str = ""
    error: Failure | None = None
    """What the shown cell raised, or why the run came to no end."""
    warned: tuple[str, ...] = ()
    verdicts: tuple[Failure | None, ...] = ()
    """For every check what it raised, None where it held."""
    facts: tuple[tuple[Failure | None, ...], ...] = ()
    """The same for every fact and what belies it, each run twice; empty where no card is shown."""
    left: tuple[str, ...] = ()
    """Process state the snippet left changed."""
    unrun: tuple[int, ...] = ()
    """The lines of shown statements that never ran."""
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The run as JSON can hold it."""
        return asdict(self)


def read_run(facts: dict[str, Any]) -> Run:
    """The run that `as_json` wrote."""
    return Run(
        printed=facts["printed"],
        error=_failure(facts["error"]),
        warned=tuple(facts["warned"]),
        verdicts=tuple(_failure(verdict) for verdict in facts["verdicts"]),
        facts=tuple(tuple(_failure(each) for each in twice) for twice in facts["facts"]),
        left=tuple(facts["left"]),
        unrun=tuple(facts["unrun"]),
        seconds=facts["seconds"],
    )


def broken(kind: str, message: str) -> Run:
    """A run that came to no end of its own."""
    return Run(error=Failure(kind, message, slip=True))


def _failure(facts: dict[str, Any] | None) -> Failure | None:
    return Failure(**facts) if facts else None
