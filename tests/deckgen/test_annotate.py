from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deckgen.cli import main
from deckgen.cli.check import annotate
from deckgen.model import Place, Problem


def check(cards: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["check", "--cards", str(cards), *words])


@pytest.fixture
def wrong(mini_cards: Path) -> Path:
    """A library with one problem, in a repository of its own."""
    path = mini_cards / "autograd.md"
    path.write_text(path.read_text().replace("add up?", "add up? Always, 100%: so?"))
    (mini_cards.parent / ".git").mkdir()
    return mini_cards


def test_what_ends_a_message_or_a_property_is_escaped() -> None:
    problem = Problem(Place("a, b:c/50%\r\n.md", 7), "x: 1,\n100%\r", "so, do: it\n%")
    assert list(annotate([problem])) == [
        "::error file=a%2C b%3Ac/50%25%0D%0A.md,line=7,title=x%3A 1%2C%0A100%25%0D"
        "::x: 1,%0A100%25%0D: so, do: it%0A%25"
    ]


def test_github_gets_the_path_below_the_repository_wherever_the_command_runs(
    wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        "::error file=cards/autograd.md,line=10,title=the heading asks 2 questions"
        "::the heading asks 2 questions: ask for one fact, and give the other a card of its own"
    )
    for folder in (wrong, wrong.parent, Path("/")):
        monkeypatch.chdir(folder)
        done = check(Path(os.path.relpath(wrong)), "--format", "github")
        assert (done.exit_code, done.stdout.split("\n")[0]) == (1, said)
        assert done.stdout.count("::error") == 1
        assert "6 proven cpu" in done.stdout
        assert "1 problem\n" in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", b"\\udcff"), ("ascii", b"?")])
def test_names_that_no_terminal_can_show_are_told_all_the_same(
    wrong: Path, form: str, encoding: str, shown: bytes
) -> None:
    Path(os.fsdecode(bytes(wrong) + b"/\xff.md")).write_text("## Größe?\n")
    call = [sys.executable, "-m", "deckgen", "check", "--cards", str(wrong), "--format", form]
    env = {**os.environ, "PYTHONIOENCODING": f"{encoding}:strict"}
    done = subprocess.run(call, capture_output=True, env=env, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
    assert shown + b".md:1: no front matter" in done.stderr
    if form == "json":
        paths = {problem["path"] for problem in json.loads(done.stdout)["problems"]}
        assert any(path.endswith("/\udcff.md") for path in paths)
    elif form == "github":
        assert b"::error file=cards/" + shown + b".md,line=1," in done.stdout


def test_without_a_repository_a_path_stays_as_it_is(tmp_path: Path) -> None:
    if any((folder / ".git").exists() for folder in tmp_path.parents):
        pytest.skip("temporary files lie in a repository here")
    problem = Problem(Place(str(tmp_path / "a.md"), 1), "what", "remedy")
    assert next(annotate([problem])).startswith(f"::error file={tmp_path}/a.md,line=1,")


def test_a_good_library_annotates_nothing(mini_cards: Path) -> None:
    done = check(mini_cards, "--format", "github")
    assert (done.exit_code, "::" in done.stdout) == (0, False)


def test_json_is_the_same_by_both_names(wrong: Path) -> None:
    by_format, by_flag = check(wrong, "--format", "json"), check(wrong, "--json")
    assert by_format.stdout == by_flag.stdout == check(wrong, "--json", "--format=json").stdout
    assert [problem["line"] for problem in json.loads(by_flag.stdout)["problems"]] == [10]


def test_text_is_what_it_says_when_nothing_is_asked_for(wrong: Path) -> None:
    assert check(wrong).stdout == check(wrong, "--format", "text").stdout
    assert check(wrong).stdout.startswith("7 cards:")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--json", "--format", "github"], "--json and --format github exclude each other"),
        (["--format", "html"], "'html' is not one of"),
    ],
)
def test_a_format_that_cannot_be_is_a_wrong_call(
    mini_cards: Path, words: list[str], said: str
) -> None:
    done = check(mini_cards, *words)
    assert done.exit_code == 2
    assert said in done.stderr
