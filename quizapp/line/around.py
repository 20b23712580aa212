"""What a sitting in lines knows of the place it is held in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Around:
    """The learner's folder and programs, and which deck this is."""

    data: Path
    """Where reviews, settings and reports are kept."""
    version: str
    """That of the deck."""
    keys: Mapping[str, str]
    """Those of the learner, by binding."""
    environ: Mapping[str, str]
    """Where the learner's editor is named."""
    call: Callable[[Sequence[str]], int]
    """Runs a program to its end, and gives its exit code."""
