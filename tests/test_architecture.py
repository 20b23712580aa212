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


@pytest.mark.parametrize("package", ["deckgen", "quizapp", "verified_snippets.kit"])
def test_no_files_import_each_other_in_a_circle(package: str) -> None:
    assert circles(imports_in(REPOSITORY, package)) == []


def test_an_import_for_types_alone_closes_a_circle_too(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "__init__.py").write_text("")
    (tmp_path / "p" / "a.py").write_text("from p import b\n")
    (tmp_path / "p" / "b.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from p.c import C\n"
    )
    (tmp_path / "p" / "c.py").write_text("def late():\n    import p.a\n\n\nclass C: ...\n")
    assert circles(imports_in(tmp_path, "p")) == [("p.a", "p.b", "p.c")]


def imports_in(root: Path, package: str) -> dict[str, set[str]]:
    """The modules of a package, each with those it imports, for types alone or later too."""
    folder = root.joinpath(*package.split("."))
    files = {_module(path.relative_to(root)): path for path in folder.rglob("*.py")}
    graph: dict[str, set[str]] = {name: set() for name in files}
    for name, path in files.items():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                named = {f"{node.module}.{alias.name}" for alias in node.names}
                graph[name] |= {each if each in files else node.module for each in named}
            elif isinstance(node, ast.Import):
                graph[name] |= {alias.name for alias in node.names}
    return {name: (targets & files.keys()) - {name} for name, targets in graph.items()}


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def circles(graph: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """The groups of modules that reach each other, each sorted."""
    reached: dict[str, set[str]] = {}
    for start in graph:
        todo, seen = set(graph[start]), set[str]()
        while todo:
            seen.add(each := todo.pop())
            todo |= graph[each] - seen
        reached[start] = seen
    groups = {
        tuple(sorted(other for other in reached[name] if name in reached[other]))
        for name in graph
        if name in reached[name]
    }
    return sorted(groups)


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
