"""What was corrected on a card since the learner last saw it."""

from __future__ import annotations

from difflib import ndiff


def say_corrections(before: str, after: str) -> str:
    """The lines that went (`-`) and came (`+`), in the order of the card; empty where none did."""
    lines = ndiff(before.splitlines(), after.splitlines())
    return "\n".join(
        line.rstrip() for line in lines if line[:2] in ("- ", "+ ") and line[2:].strip()
    )
