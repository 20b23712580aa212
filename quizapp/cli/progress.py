"""How far a long reading is, on the terminal's error stream."""

from __future__ import annotations

import sys
from typing import Self

import click

LONG = 8 << 20
"""From so many bytes on, reading takes so long that progress is shown."""


class Progress:
    """One line that counts per cent and is gone at the end; in lines, one sentence instead.

    Nothing is shown where the error stream is no terminal.
    """

    def __init__(self, what: str, in_lines: bool) -> None:
        self._what = what
        self._in_lines = in_lines
        self._shown = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown and not self._in_lines:
            click.echo("\r" + " " * len(self._shown) + "\r", nl=False, err=True)

    def show(self, done: int, whole: int) -> None:
        """Show that so much of the whole is done."""
        if whole < LONG or not sys.stderr.isatty() or (self._in_lines and self._shown):
            return
        self._shown = f"{self._what}… {done / whole:.0%}"
        if self._in_lines:
            click.echo(f"{self._what} takes some seconds, this once.", err=True)
        else:
            click.echo(f"\r{self._shown}", nl=False, err=True)
