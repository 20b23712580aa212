from __future__ import annotations

import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from quizapp.features.cards.edit import TURN, EditorError, edit_text, named_editor


def typing(text: str | None = None, *, after: str = "", status: int = 0, drop: bool = False):  # type: ignore[no-untyped-def] # a fake
    """An editor in which somebody types; what it was started with is kept on it."""

    def call(command: Sequence[str]) -> int:
        call.command = list(command)  # type: ignore[attr-defined]
        path = Path(command[-1])
        call.found = path.read_text()  # type: ignore[attr-defined]
        if drop:
            path.unlink()
        elif text is not None:
            path.write_text(text)
        else:
            path.write_text(path.read_text() + after)
        return status

    return call


@pytest.mark.parametrize(
    ("environ", "command"),
    [
        ({"EDITOR": "nano"}, ["nano"]),
        ({"VISUAL": "code --wait", "EDITOR": "nano"}, ["code", "--wait"]),
        ({"VISUAL": "", "EDITOR": "'/opt/my editor/ed' -n"}, ["/opt/my editor/ed", "-n"]),
        ({"VISUAL": "  ", "EDITOR": "vi"}, ["vi"]),
    ],
)
def test_the_editor_is_the_one_that_is_named(environ: dict[str, str], command: list[str]) -> None:
    assert named_editor(environ) == command


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, r"Set \$EDITOR"),
        ({"EDITOR": ""}, r"Set \$EDITOR"),
        ({"VISUAL": "'vi"}, "VISUAL has a quot"),
    ],
)
def test_without_an_editor_the_remedy_is_said(environ: dict[str, str], said: str) -> None:
    with pytest.raises(EditorError, match=said):
        edit_text("x", "?", environ, call=typing())


def test_the_question_stands_above_and_the_answer_comes_back_alone() -> None:
    call = typing(after="y = 2\n")
    assert edit_text("x = 1", "What?\n\nThis.", {"EDITOR": "ed -s"}, call=call) == "x = 1\ny = 2"
    assert call.found == f"# What?\n#\n# This.\n{TURN}\nx = 1\n"
    assert call.command[:2] == ["ed", "-s"]
    assert call.command[-1].endswith(".py")
    assert not Path(call.command[-1]).exists()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (f"# What?\n{TURN}\n", ""),
        ("x = 1\n", "x = 1"),
        (f"{TURN}\nx = 1\n\n", "x = 1\n"),
        (f"{TURN}\nx = 'ü'", "x = 'ü'"),
    ],
)
def test_what_is_below_the_turn_is_the_answer(typed: str, text: str) -> None:
    assert edit_text("x", "What?", {"EDITOR": "ed"}, call=typing(typed)) == text


def test_an_editor_that_gives_up_changes_nothing() -> None:
    with pytest.raises(EditorError, match="ended with 1: your text is as it was"):
        edit_text("x", "?", {"EDITOR": "ed"}, call=typing("y", status=1))


def test_a_file_that_is_gone_is_said() -> None:
    with pytest.raises(EditorError, match="could not be read: No such file"):
        edit_text("x", "?", {"EDITOR": "ed"}, call=typing(drop=True))


def test_an_interrupted_editor_is_said() -> None:
    def interrupt(command: Sequence[str]) -> int:
        raise KeyboardInterrupt

    with pytest.raises(EditorError, match="interrupted"):
        edit_text("x", "?", {"EDITOR": "ed"}, call=interrupt)


def test_an_editor_that_is_not_installed_is_said() -> None:
    with pytest.raises(EditorError, match="`no-such-editor` cannot be started"):
        edit_text("x", "?", {"EDITOR": "no-such-editor -w"})


@pytest.mark.skipif(sys.platform == "win32", reason="runs a script by its first line")
def test_a_real_editor_with_arguments_edits(tmp_path: Path) -> None:
    script = tmp_path / "my editor"
    script.write_text('#!/bin/sh\nprintf "%s\\n" "$1" >> "$2"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    environ = {"EDITOR": f"'{script}' 'a b'"}
    assert edit_text("x", "?", environ, suffix=".txt") == "x\na b"
