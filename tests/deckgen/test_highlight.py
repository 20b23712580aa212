from __future__ import annotations

import importlib
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pygments.lexer import RegexLexer

from deckgen import cache, earlier, highlight, memory, parsed
from deckgen.check import check_library
from deckgen.cli import main
from deckgen.library import default_cards
from deckgen.memory import Memory, remembering
from deckgen.shelf import default_snippets
from tests_support import REPOSITORY, enter_proofs
from verified_snippets.kit.parse import find_snippets, name_of, parse_snippet

STAMP = {"SOURCE_DATE_EPOCH": "1790000000", "DECKGEN_NO_CACHE": ""}


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A process that has cut nothing yet, and a cache folder of its own."""
    forget(monkeypatch)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a new process would."""
    for kept in (highlight.CUTS, parsed.SNIPPETS):
        monkeypatch.setattr(kept, "known", {})


@pytest.fixture
def lexed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes that Pygments was asked to cut."""
    asked: list[str] = []
    cut = RegexLexer.get_tokens_unprocessed

    def count(self: RegexLexer, text: str, *rest: object) -> object:
        asked.append(text)
        return cut(self, text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(RegexLexer, "get_tokens_unprocessed", count)
    return asked


def build(cards: Path, out: Path, *options: str, env: dict[str, str] | None = None) -> bytes:
    call = ["build", "--cards", str(cards), "-o", str(out), *options]
    done = CliRunner().invoke(main, call, env=STAMP | (env or {}), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return out.read_bytes()


def entries(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "xdg").rglob("*") if path.is_file())


@example("a\r\nb", "python")  # lexers take what they call noise away
@example("\ufeffx", "python")
@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from(["python", "bash", "toml", "text", "diff", "x", ""]))
def test_the_tokens_are_the_code_to_the_letter_cut_anew_or_remembered(
    code: str, language: str
) -> None:
    first = highlight.highlight(code, language)
    assert "".join(text for _, text in first) == code
    assert highlight.highlight(code, language) == first


def test_the_same_code_is_cut_once(lexed: list[str]) -> None:
    for _ in range(3):
        assert ("kn", "import") in highlight.highlight("import torch", "python")
    assert highlight.highlight("import torch", "text") == [("", "import torch")]
    assert lexed == ["import torch"]


def test_another_language_is_another_cut(lexed: list[str]) -> None:
    python = highlight.highlight("if x: echo", "python")
    assert highlight.highlight("if x: echo", "bash") != python
    assert len(lexed) == 2


def test_a_later_run_remembers_what_an_earlier_one_cut(
    tmp_path: Path, lexed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with remembering(tmp_path, highlight.CUTS):
        first = highlight.highlight("x = 1", "python")
    forget(monkeypatch)
    with remembering(tmp_path, highlight.CUTS):
        assert highlight.highlight("x = 1", "python") == first
        assert len(lexed) == 1
        highlight.highlight("y = 2", "python")
    forget(monkeypatch)
    with remembering(tmp_path, highlight.CUTS):
        highlight.highlight("x = 1", "python")
        highlight.highlight("y = 2", "python")
    assert lexed == ["x = 1", "y = 2"]


def test_another_pygments_or_another_cutter_remembers_nothing(
    tmp_path: Path, lexed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = tmp_path / "changed.py"
    changed.write_text("another cutter")
    for part, value in (
        ("pygments.__version__", "2.99"),
        ("pygments.__version__", "2.99"),
        ("pygments.__version__", "3.0"),
        ("deckgen.highlight.__file__", str(changed)),
    ):
        monkeypatch.setattr(part, value)
        forget(monkeypatch)
        with remembering(tmp_path, highlight.CUTS):
            highlight.highlight("x = 1", "python")
    assert len(lexed) == 3


@pytest.mark.parametrize(
    "spans", ["", "k:2", "k:5,n:", '"><script>:5', "k:4,:2", "K:5", "k:99999999999", "k:5\n"]
)
def test_spans_that_do_not_fit_are_cut_anew(spans: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = highlight.highlight("x = 1", "python")
    ((key, _),) = highlight.CUTS.known.items()
    highlight.CUTS.known[key] = spans
    assert highlight.highlight("x = 1", "python") == right


def test_the_memory_is_bounded_and_the_last_used_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "KEPT", 2)
    with remembering(tmp_path, highlight.CUTS):
        for code in ("a", "b", "c", "a"):
            highlight.highlight(code, "python")
    last = [memory.key_of(b"python", code) for code in (b"c", b"a")]
    (path,) = tmp_path.rglob("highlights-*.json")
    assert list(json.loads(path.read_bytes()[cache.DIGEST :])) == last
    forget(monkeypatch)
    with remembering(tmp_path, highlight.CUTS):
        assert len(highlight.CUTS.known) == 2


def test_an_entry_that_was_damaged_is_none_at_all(tmp_path: Path) -> None:
    path = tmp_path / "new" / "entry"
    cache.write_entry(path, b"content")
    assert cache.read_entry(path) == b"content"
    whole = path.read_bytes()
    for damaged in (b"", whole[:-1], whole[:20], whole + b"x", whole[:-1] + b"T", b"x" + whole[1:]):
        path.write_bytes(damaged)
        assert cache.read_entry(path) is None
    path.unlink()
    assert cache.read_entry(path) is None
    path.mkdir()
    assert cache.read_entry(path) is None
    cache.write_entry(path, b"no room for a file here")
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_nobody_can_write_to_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache.write_entry(tmp_path / "file" / "entry", b"content")
    assert cache.read_entry(tmp_path / "file" / "entry") is None
    cache.trim(tmp_path / "file", 1, 1)
    assert (tmp_path / "file").read_text() == ""


def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    cache.write_entry(tmp_path / "own" / "entry", b"content")
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o700


def test_writers_at_once_leave_one_whole_entry(tmp_path: Path) -> None:
    contents = [bytes([n]) * 200_000 for n in range(8)]
    threads = [
        threading.Thread(target=cache.write_entry, args=(tmp_path / "entry", content))
        for content in contents
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.read_entry(tmp_path / "entry") in contents
    assert [path.name for path in tmp_path.iterdir()] == ["entry"]


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    for n in range(5):
        cache.write_entry(tmp_path / str(n), b"x" * 68)
        os.utime(tmp_path / str(n), (n, n))
    cache.trim(tmp_path, 3, 10**6)
    assert {path.name for path in tmp_path.iterdir()} == {"2", "3", "4"}
    cache.trim(tmp_path, 3, 250)
    assert {path.name for path in tmp_path.iterdir()} == {"3", "4"}


def test_a_second_build_highlights_nothing_and_parses_nothing(
    mini_cards: Path, tmp_path: Path, lexed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(mini_cards, tmp_path / "first.apkg")
    assert lexed
    lexed.clear()
    forget(monkeypatch)
    monkeypatch.setattr("deckgen.check.check_library", None)
    assert build(mini_cards, tmp_path / "second.apkg") == first
    assert lexed == []


def test_a_build_after_an_edit_highlights_only_what_is_new(
    mini_cards: Path, tmp_path: Path, lexed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(mini_cards, tmp_path / "first.apkg")
    lexed.clear()
    forget(monkeypatch)
    path = mini_cards / "autograd.md"
    path.write_text(path.read_text() + "\nA second thought.\n\n```bash\nnvidia-smi\n```\n")
    second = build(mini_cards, tmp_path / "second.apkg")
    assert lexed == ["nvidia-smi"]
    assert second == build(mini_cards, tmp_path / "third.apkg", "--no-cache")


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The snippets that were taken apart."""
    asked: list[str] = []

    def count(path: Path, root: Path) -> object:
        asked.append(name_of(path, root))
        return parse_snippet(path, root)

    monkeypatch.setattr(parsed, "parse_snippet", count)
    return asked


def test_a_build_after_an_edit_parses_only_the_snippet_that_is_new(
    mini: Path, tmp_path: Path, parses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(mini / "cards", tmp_path / "deck.apkg")
    assert len(parses) == 4
    parses.clear()
    forget(monkeypatch)
    changed = mini / "verified_snippets" / "tensors" / "twice.py"
    changed.write_text(changed.read_text() + "\n")
    enter_proofs(mini / "verified_snippets")
    build(mini / "cards", tmp_path / "deck.apkg")
    assert parses == ["tensors/twice"]


def test_a_remembered_snippet_is_the_same_wherever_it_lies(
    tmp_path: Path, parses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = default_snippets(default_cards())
    moved = shutil.copytree(ours, tmp_path / "moved", ignore=shutil.ignore_patterns("kit"))
    forget(monkeypatch)
    for root in (ours, moved):
        for path in find_snippets(root):
            assert parsed.read_parsed(path, root) == parse_snippet(path, root)
    assert len(parses) == len(find_snippets(ours)) > 100


def test_the_same_bytes_under_another_name_are_another_snippet(mini: Path) -> None:
    root = mini / "verified_snippets"
    path = root / "tensors" / "twice.py"
    twin = path.with_name("thrice.py")
    twin.write_bytes(path.read_bytes())
    names = [parsed.read_parsed(each, root)[0].name for each in (path, twin, path)]
    assert names == ["tensors/twice", "tensors/thrice", "tensors/twice"]


@pytest.mark.parametrize("content", [b"# %% nonsense\n", b"\xff", None])
def test_a_faulty_snippet_is_not_remembered(
    mini: Path, parses: list[str], content: bytes | None
) -> None:
    root = mini / "verified_snippets"
    path = root / "tensors" / "twice.py"
    path.unlink()
    path.mkdir() if content is None else path.write_bytes(content)
    for _ in range(2):
        _, faults = parsed.read_parsed(path, root)
        assert faults
    assert parses == ["tensors/twice"] * 2
    assert parsed.SNIPPETS.known == {}


def test_a_snippet_that_changes_while_it_is_read_is_not_remembered(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = mini / "verified_snippets"
    path = root / "tensors" / "twice.py"

    def change_meanwhile(path: Path, root: Path) -> object:
        path.write_text(path.read_text().replace("x + x", "2 * x"))
        return parse_snippet(path, root)

    monkeypatch.setattr(parsed, "parse_snippet", change_meanwhile)
    parsed.read_parsed(path, root)
    assert parsed.SNIPPETS.known == {}


def test_files_of_other_versions_do_not_pile_up(tmp_path: Path) -> None:
    for n in range(12):
        aged = Memory("aged", lambda n=n: str(n))  # type: ignore[misc]
        with remembering(tmp_path, aged):
            aged.keep("key", "answer")
    assert len(list((tmp_path / "memories").iterdir())) == 8
    again = Memory("aged", lambda: "11")
    with remembering(tmp_path, again):
        assert again.recall("key") == "answer"


def test_a_second_build_imports_neither_genanki_nor_lexers_nor_checks(
    mini_cards: Path, tmp_path: Path
) -> None:
    program = (
        "import sys; from deckgen.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "heavy = {'genanki', 'pygments.lexers', 'deckgen.check'}\n"
        "print(*sorted(heavy & sys.modules.keys()))"
    )
    call = [sys.executable, "-c", program, "build", "--cards", str(mini_cards), "-o"]
    loaded = [
        subprocess.run(
            [*call, str(tmp_path / f"{n}.apkg")],
            env=os.environ | STAMP,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()[-1]
        for n in range(2)
    ]
    assert loaded == ["deckgen.check genanki pygments.lexers", ""]


def test_no_cache_leaves_nothing_and_uses_nothing(
    mini_cards: Path, tmp_path: Path, lexed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(mini_cards, tmp_path / "deck.apkg", "--no-cache")
    assert entries(tmp_path) == []
    build(mini_cards, tmp_path / "deck.apkg")
    kept = {path: path.read_bytes() for path in entries(tmp_path)}
    assert len(kept) == 3
    lexed.clear()
    forget(monkeypatch)
    assert build(mini_cards, tmp_path / "deck.apkg", env={"DECKGEN_NO_CACHE": "1"}) == first
    assert lexed
    assert {path: path.read_bytes() for path in entries(tmp_path)} == kept


def test_a_build_dated_now_is_kept_by_nobody(mini_cards: Path, tmp_path: Path) -> None:
    out = tmp_path / "deck.apkg"
    call = ["build", "--cards", str(mini_cards), "-o", str(out)]
    env = STAMP | {"SOURCE_DATE_EPOCH": None}
    assert CliRunner().invoke(main, call, env=env).exit_code == 0
    assert {path.parent.name for path in entries(tmp_path)} == {"memories"}


def test_a_released_deck_is_kept_whatever_the_clock_says(
    mini_cards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = STAMP | {"SOURCE_DATE_EPOCH": None}
    folders = ["--cards", str(mini_cards)]
    changes = ["--changelog", str(tmp_path / "CHANGELOG.md")]
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n")
    call = ["build", *folders, "-o", str(tmp_path / "deck.apkg")]
    assert CliRunner().invoke(main, [*call, "--released"], env=STAMP).exit_code == 1
    assert CliRunner().invoke(main, call, env=STAMP).exit_code == 0
    assert CliRunner().invoke(main, [*call, "--released"], env=STAMP).exit_code == 1
    release = ["release", "0.1.0", *folders, *changes]
    assert CliRunner().invoke(main, release, env=env).exit_code == 0
    first = CliRunner().invoke(main, [*call, "--released"], env=env)
    assert first.exit_code == 0
    before = (tmp_path / "deck.apkg").read_bytes()
    monkeypatch.setattr("deckgen.anki.package.write_dated", lambda *_: pytest.fail("built again"))
    again = CliRunner().invoke(main, call, env=env)
    assert (again.exit_code, again.output) == (0, first.output)
    assert (tmp_path / "deck.apkg").read_bytes() == before


@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_a_damaged_cache_changes_no_package(
    mini_cards: Path, tmp_path: Path, damage: bytes | None
) -> None:
    first = build(mini_cards, tmp_path / "deck.apkg")
    for path in entries(tmp_path):
        path.write_bytes(path.read_bytes()[:-1] + b"!" if damage is None else damage)
    assert build(mini_cards, tmp_path / "deck.apkg") == first
    assert build(mini_cards, tmp_path / "deck.apkg") == first


def test_a_home_that_is_no_folder_builds_all_the_same(mini_cards: Path, tmp_path: Path) -> None:
    (tmp_path / "xdg").write_text("not a folder")
    first = build(mini_cards, tmp_path / "deck.apkg")
    assert build(mini_cards, tmp_path / "deck.apkg") == first


def test_an_output_nobody_can_write_is_a_wrong_call_the_second_time_too(
    mini_cards: Path, tmp_path: Path
) -> None:
    build(mini_cards, tmp_path / "deck.apkg")
    call = ["build", "--cards", str(mini_cards), "-o", str(mini_cards / "deck.toml" / "x.apkg")]
    done = CliRunner().invoke(main, call, env=STAMP)
    assert done.exit_code == 2
    assert "cannot write" in done.stderr


def mark_of(mini: Path) -> str | None:
    return earlier.fingerprint(mini / "cards", mini / "verified_snippets")


@pytest.mark.parametrize(
    "path",
    [
        "cards/autograd.md",
        "cards/deck.toml",
        "verified_snippets/autograd/gradients_add.py",
        "verified_snippets/proofs/cpu.json",
        "verified_snippets/proofs/names.json",
        "verified_snippets/proofs/cuda.json",
        "cards/figures/graph.svg",
        "cards/.hidden/graph.svg",
    ],
)
def test_one_byte_of_any_input_makes_another_fingerprint(mini: Path, path: str) -> None:
    before = mark_of(mini)
    assert before == mark_of(mini)
    changed = mini / path
    changed.parent.mkdir(exist_ok=True)
    with changed.open("ab") as file:
        file.write(b" ")
    after = mark_of(mini)
    assert None not in (before, after)
    assert after != before


def test_names_and_versions_and_code_make_another_fingerprint(
    mini: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = [mark_of(mini)]
    (mini / "cards" / "tensors.md").rename(mini / "cards" / "tensors2.md")
    marks.append(mark_of(mini))
    monkeypatch.setattr(earlier, "version", lambda name: "99")
    marks.append(mark_of(mini))
    code = tmp_path / "deckgen"
    code.mkdir()
    (code / "__init__.py").write_text("")
    monkeypatch.setattr("deckgen.__file__", str(code / "__init__.py"))
    marks.append(mark_of(mini))
    (code / "card.css").write_text("b {}")
    marks.append(mark_of(mini))
    assert len(set(marks)) == len(marks) == 5
    assert None not in marks


def test_python_s_own_cache_is_no_input(mini: Path) -> None:
    before = mark_of(mini)
    (mini / "verified_snippets" / "__pycache__").mkdir()
    (mini / "verified_snippets" / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert mark_of(mini) == before


def test_a_link_to_the_folder_above_ends(mini: Path) -> None:
    before = mark_of(mini)
    (mini / "cards" / "loop").symlink_to(mini / "cards")
    assert mark_of(mini) == before is not None


def test_what_cannot_be_read_or_is_too_much_has_no_fingerprint(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert earlier.fingerprint(mini / "nowhere", mini / "verified_snippets") is None
    monkeypatch.setattr(earlier, "BYTES", 1000)
    assert mark_of(mini) is None


def test_a_card_edited_during_the_build_is_not_kept(
    mini_cards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deckgen.anki import package

    write = package.write_dated

    def edit_meanwhile(*arguments: object) -> int:
        path = mini_cards / "autograd.md"
        path.write_text(path.read_text() + "\nMeanwhile.\n")
        return write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(package, "write_dated", edit_meanwhile)
    build(mini_cards, tmp_path / "deck.apkg")
    assert {path.parent.name for path in entries(tmp_path)} == {"memories"}


def test_the_deck_of_the_benchmark_is_sound_and_no_two_of_its_cards_share_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "benchmarks"))
    multiply = importlib.import_module("multiply")
    cards = multiply.write_library(tmp_path, 200)
    checked = check_library(cards, default_snippets(cards))
    assert checked.problems == ()
    assert len(checked.library.cards) == 200
    codes = [snippet.card.text for snippet in checked.shelf.snippets.values()]
    assert len(set(codes)) == len(codes) > 190
