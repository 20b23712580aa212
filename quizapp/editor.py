"""A text handed to the editor a learner has named, and taken back."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

TURN = "# --- your answer goes below this line ---"


class EditorError(Exception):
    """No editor could be used; says why, and that the text is as it was."""


def named_editor(environ: Mapping[str, str]) -> list[str]:
    """The learner's editor with its arguments, from `VISUAL` or `EDITOR`."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError:
            raise EditorError(f"{name} has a quotation mark that nobody closed: mend it.") from None
        if words:
            return words
    raise EditorError("No editor is named: set EDITOR, for example to `nano`, and start again.")


def edit_text(
    text: str,
    about: str,
    environ: Mapping[str, str],
    suffix: str = ".py",
    call: Callable[[Sequence[str]], int] = subprocess.call,
) -> str:
    """What a learner makes of a text below some comments; raises EditorError where nothing is.

    The caller gives the terminal away before, and takes it back after.
    """
    command = named_editor(environ)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"answer{suffix}"
        path.write_text(f"{_commented(about)}\n{TURN}\n{text}\n", encoding="utf-8")
        call_editor([*command, str(path)], call)
        try:
            return _below_turn(path.read_text(encoding="utf-8", errors="replace"))
        except OSError as error:
            why = error.strerror or str(error)
            raise EditorError(f"What you wrote could not be read: {why}.") from error


def call_editor(
    command: Sequence[str], call: Callable[[Sequence[str]], int] = subprocess.call
) -> None:
    """Run an editor to its end; raises EditorError where it cannot be started, or gives up."""
    try:
        status = call(command)
    except OSError as error:
        why = error.strerror or str(error)
        remedy = "set VISUAL or EDITOR to one that is installed"
        raise EditorError(f"`{command[0]}` cannot be started: {why}; {remedy}.") from error
    except KeyboardInterrupt:
        raise EditorError("The editor was interrupted: your text is as it was.") from None
    if status:
        raise EditorError(f"The editor ended with {status}: your text is as it was.")


def _commented(about: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in about.split("\n"))


def _below_turn(text: str) -> str:
    _, turn, below = text.partition(f"{TURN}\n")
    return (below if turn else text).removesuffix("\n")
