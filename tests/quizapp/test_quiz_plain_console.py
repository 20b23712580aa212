"""What can be typed, and what is said of anything else; nothing but lines is ever printed."""

from __future__ import annotations

from io import StringIO

import pytest

from quizapp.keys import DEFAULT_KEYS
from quizapp.plain.command import Command, Letters, find_command, say_unknown
from quizapp.plain.console import Console, EndError
from quizapp.session.turn import Turn


def do_nothing(_: str) -> None:
    pass


COMMANDS: list[Command[Turn]] = [
    Command("Enter show", "show the answer", do_nothing),
    Command("1 again", "grade it Again", do_nothing),
    Command("b - bury", "not again today", do_nothing),
    Command("f flag", "flag it", do_nothing, takes="NUMBER"),
    Command("d due", "ask it again", do_nothing, takes="DAY"),
    Command("/ find", "list cards", do_nothing, takes="QUERY"),
    Command("! wrong", "report it", do_nothing, takes="SENTENCE"),
]


@pytest.mark.parametrize(
    ("line", "key", "rest"),
    [
        ("", "Enter", ""),
        ("   ", "Enter", ""),
        ("show", "Enter", ""),
        ("1", "1", ""),
        ("b", "b", ""),
        (" B ", "b", ""),
        ("-", "b", ""),
        ("BURY", "b", ""),
        ("f", "f", ""),
        ("f 3", "f", "3"),
        ("f3", "f", "3"),
        ("flag  red", "f", "red"),
        ("d2026-12-24", "d", "2026-12-24"),
        ("/is:due -tag:x", "/", "is:due -tag:x"),
        ("/ is:due", "/", "is:due"),
        ("!It prints 7.", "!", "It prints 7."),
    ],
)
def test_a_line_is_understood_in_several_ways(line: str, key: str, rest: str) -> None:
    found = find_command(COMMANDS, line)
    assert found is not None
    assert (found[0].key, found[1]) == (key, rest)


@pytest.mark.parametrize("line", ["bry", "b 3", "1x", "12", "fish", "enterprise", "§", "show me"])
def test_a_line_that_means_nothing_does_nothing(line: str) -> None:
    assert find_command(COMMANDS, line) is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bry", "`bry` means nothing here; did you mean bury: not again today? Type ? for all."),
        ("b 3", "`b 3` means nothing here; did you mean b: not again today? Type ? for all."),
        ("§", "`§` means nothing here. Type ? for all."),
        ("x" * 100, f"`{'x' * 40}` means nothing here. Type ? for all."),
    ],
)
def test_what_means_nothing_is_answered_with_what_is_nearest(line: str, said: str) -> None:
    assert say_unknown(COMMANDS, line) == said


def console(typed: str = "", **facts: bool) -> tuple[Console, StringIO]:
    printed = StringIO()
    return Console(StringIO(typed), printed, **facts), printed


def test_a_prompt_has_a_line_of_its_own_where_nobody_ends_it() -> None:
    piped, printed = console("yes\n")
    assert piped.ask("Sure?") == "yes"
    assert printed.getvalue() == "Sure? \n"
    typed, printed = console("yes\n", at_terminal=True)
    typed.ask("Sure?")
    assert printed.getvalue() == "Sure? "


@pytest.mark.parametrize("at_terminal", [True, False])
def test_the_end_of_all_lines_ends_the_prompts_line(at_terminal: bool) -> None:
    one, printed = console("", at_terminal=at_terminal)
    with pytest.raises(EndError):
        one.ask("Sure?")
    assert printed.getvalue() == "Sure? \n"


def test_a_line_without_an_end_is_still_a_line() -> None:
    one, _ = console("a")
    assert one.ask("?") == "a"


def test_a_line_that_windows_ended_is_a_line() -> None:
    one, _ = console("a\r\n")
    assert one.ask("?") == "a"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("a\n b\n.\nnext\n", "a\n b"),
        ("a\n..\n...\n.b\n.\n", "a\n.\n...\n.b"),
        (".\n", ""),
        ("a\nb", "a\nb"),
        ("", ""),
    ],
)
def test_an_answer_of_several_lines_ends_with_a_dot_or_with_all(typed: str, text: str) -> None:
    one, printed = console(typed)
    assert one.ask_lines("Type.") == text
    assert printed.getvalue() == "Type.\n"


def test_nothing_printed_can_move_the_cursor() -> None:
    one, printed = console()
    one.say("red \x1b[31m and \x07 bell")
    one.read_out("`\x1b[2J`\x9b1m")
    one.print(["a\rb\x08\tc"])
    assert printed.getvalue() == "red [31m and  bell\n[2J1m\nab\tc\n"


def test_the_letters_are_those_of_the_screens() -> None:
    letters = Letters()
    assert letters.all("review-bury") == "b -"
    assert letters.first("review-suspend") == "@"
    assert letters.first("review-help") == "?"
    assert letters.all("review-advance", "g") == "g"
    assert letters.first("no-such-binding", "y") == "y"


def test_a_learners_own_keys_are_letters_too() -> None:
    letters = Letters({"review-undo": "z", "review-hint": "ctrl+h", "review-bury": "ctrl+b,v"})
    assert letters.all("review-undo") == "z"
    assert letters.all("review-hint") == DEFAULT_KEYS["review-hint"]
    assert letters.all("review-bury") == "v"
