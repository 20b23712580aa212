"""Who loads what, seen in fresh interpreters: the only proof that a deferred import is deferred."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests_support import REPOSITORY

CARDS = str(REPOSITORY / "tests" / "data" / "mini" / "cards")

ON_SCREEN = ("app", "cli", "drill", "py", "screens", "themes", "widgets")
"""The parts of the quiz that draw, and the command that starts them."""


def loaded(program: str) -> set[str]:
    """The top-level modules in `sys.modules` after a program, whatever its exit code."""
    tail = "\nfinally:\n    print(*{m.partition('.')[0] for m in sys.modules}, file=sys.stderr)"
    body = "\n".join(f"    {line}" for line in program.split("\n"))
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\ntry:\n{body}{tail}"],
        capture_output=True,
        text=True,
        check=False,
    )
    return set(done.stderr.splitlines()[-1].split())


def command(name: str, *arguments: str) -> str:
    return f"sys.argv = {[name, *arguments]!r}\nfrom {name}.cli import main\nmain()"


HEAVY = {"torch", "numpy", "textual", "rich", "genanki", "tinydb", "fsrs_rs_python", "pytest"}


@pytest.mark.parametrize(
    ("program", "may"),
    [
        ("import deckgen", set()),
        ("import quizapp", set()),
        ("import deckgen.syntax.library, deckgen.checks.check", set()),
        ("import verified_snippets.kit.parse, verified_snippets.kit.ledger", set()),
        (command("deckgen", "--help"), set()),
        (command("deckgen", "check", "--cards", CARDS), set()),
        (command("deckgen", "list", "--cards", CARDS), set()),
        (command("quizapp", "--help"), set()),
        ("import verified_snippets.kit.run", {"torch", "numpy"}),
    ],
)
def test_what_is_heavy_loads_only_where_it_is_needed(program: str, may: set[str]) -> None:
    assert loaded(program) & HEAVY <= may


def test_deciding_what_is_due_loads_no_screen_and_no_torch(tmp_path: Path) -> None:
    seen = loaded(command("quizapp", "--data", str(tmp_path), "due"))
    assert "tinydb" in seen  # the program ran as far as its store
    assert seen & {"textual", "rich", "torch", "genanki"} == set()


def test_importing_the_bench_needs_the_standard_library_alone() -> None:
    program = "import verified_snippets.kit.parse, verified_snippets.kit.ledger"
    ours = {"deckgen", "quizapp", "click", "yaml", "markdown_it", "pygments"}
    assert loaded(program) & (ours | HEAVY) == set()


def test_the_contract_names_every_module_of_the_quiz_that_needs_no_screen() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    contracts = project["tool"]["importlinter"]["contracts"]
    (core,) = [each for each in contracts if each["name"].startswith("The quiz core")]
    parts = {f"quizapp.{path.stem}" for path in (REPOSITORY / "quizapp").iterdir()}
    packages = {part for part in parts if not part.endswith("__")}
    assert set(core["source_modules"]) == packages - {f"quizapp.{name}" for name in ON_SCREEN}


@pytest.mark.parametrize("package", ["deckgen"])
def test_no_two_classes_of_a_package_share_a_name(package: str) -> None:
    trees = (ast.parse(path.read_text()) for path in (REPOSITORY / package).rglob("*.py"))
    names = (node.name for tree in trees for node in ast.walk(tree) if type(node) is ast.ClassDef)
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_torch_has_both_ends_of_its_range() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    wants = [
        word for word in project["optional-dependencies"]["verify"] if word.startswith("torch")
    ]
    assert wants
    assert all(">=" in word and "<" in word for word in wants)
    assert not any("torch" in word for word in project["dependencies"])


def test_the_makefile_says_each_thing_once() -> None:
    done = subprocess.run(
        ["make", "--dry-run", "help", "PYTHON=false"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
