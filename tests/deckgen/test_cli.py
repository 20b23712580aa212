from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deckgen.cli import main
from tests_support import DATA, enter_proofs
from verified_snippets.kit.bench import Bench


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> Result:
    done = CliRunner().invoke(main, [str(a) for a in arguments], env=env)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_check_tells_the_count_on_stdout_and_nothing_on_stderr(mini_cards: Path) -> None:
    done = run("check", "--cards", mini_cards)
    assert done.exit_code == 0
    assert done.stdout == (
        "7 cards: 0 proven cpu cuda, 6 proven cpu, 1 sourced, 0 unproven\n"
        "sentences: 0 proven, 0 stated, 0 mixed, 1 sourced, 4 silent\n"
        "cards read: 0 twice, 0 once, 7 never\n"
        "snippets on CUDA: 0 proven, 0 stale, 4 never run\n"
    )
    assert done.stderr == ""


def test_check_names_the_cards_that_are_not_proven_on_the_newest_torch(mini: Path) -> None:
    path = mini / "verified_snippets" / "proofs" / "cpu.json"
    proofs = json.loads(path.read_text())
    proofs["tensors/twice-cpu"]["torch"] = "2.9.1"
    path.write_text(json.dumps(proofs))
    done = run("check", "--cards", mini / "cards")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "not proven on torch 2.13: twice"
    told = json.loads(run("check", "--cards", mini / "cards", "--json").stdout)
    assert told["not_proven_on_newest"] == ["twice"]


def test_check_as_json_has_the_promised_shape(mini_cards: Path) -> None:
    path = mini_cards / "tensors.md"
    path.write_text(path.read_text().replace("gradients-add", "nobody"))
    done = run("check", "--cards", mini_cards, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {
        "cards": 7,
        "problems": [
            {
                "path": str(path),
                "line": 8,
                "what": "`:see: nobody` isn't the id of a card",
                "remedy": "write a known id",
            }
        ],
        "states": {"proven_cpu_cuda": 0, "proven_cpu": 6, "sourced": 1, "unproven": 0},
        "sentences": {"proven": 0, "stated": 0, "mixed": 0, "sourced": 1, "silent": 4},
        "read": {"twice": 0, "once": 0, "never": 7},
        "newest_torch": "2.13",
        "not_proven_on_newest": [],
    }
    assert done.stderr.splitlines()[-1] == "1 problem"
    assert f"{path}:8: `:see: nobody` isn't the id of a card: write a known id" in done.stderr


def test_a_wrong_call_exits_2(tmp_path: Path, mini_cards: Path) -> None:
    for call in (
        ["chekc"],
        ["check", "--cards", str(tmp_path / "nowhere")],
        ["list", "color:red"],
        ["list", "kind:nonsense"],
        ["list", "--", "-level:seniorr"],
        ["new", "Topic!", "x", "--kind", "recall"],
        ["new", "topic", "X", "--kind", "recall"],
        ["new", "topic", "x", "--kind", "essay"],
        ["new", "topic", "x"],
        ["new", "autograd", "twice", "--kind", "write", "--cards", str(mini_cards)],
        ["import", str(tmp_path / "nothing.md")],
        ["build", "-o", str(tmp_path)],
        ["build", "-o", str(mini_cards / "autograd.md")],
    ):
        done = run(*call)
        assert done.exit_code == 2, call
        assert "Error:" in done.stderr


def test_build_writes_a_package_and_says_where(mini_cards: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "deck.apkg"
    done = run("build", "--cards", mini_cards, "-o", out, env={"SOURCE_DATE_EPOCH": "1790000000"})
    assert (done.exit_code, done.stdout) == (0, f"{out}\n")
    assert done.stderr.splitlines()[-1].startswith("7 notes; ")
    first = out.read_bytes()
    arguments = ("build", "--cards", mini_cards, "-o", out, "--json")
    done = run(*arguments, env={"SOURCE_DATE_EPOCH": "1790000000"})
    told = {"path": str(out), "notes": 7, "stamp": 1790000000, "unreleased": 7}
    log = {"over": None, "new": 7, "updated": 0, "unchanged": 0}
    assert json.loads(done.stdout) == told | log
    assert out.read_bytes() == first


@pytest.mark.parametrize("stamp", ["0", "", "soon", "-1", "1.5", "²", "9" * 20])
def test_build_refuses_a_time_it_cannot_use(mini_cards: Path, tmp_path: Path, stamp: str) -> None:
    out = tmp_path / "deck.apkg"
    done = run("build", "--cards", mini_cards, "-o", out, env={"SOURCE_DATE_EPOCH": stamp})
    assert done.exit_code == 2
    assert not out.exists()


def test_build_refuses_cards_that_are_wrong_or_unproven(mini_cards: Path, tmp_path: Path) -> None:
    (mini_cards.parent / "verified_snippets" / "proofs" / "cpu.json").unlink()
    out = tmp_path / "deck.apkg"
    done = run("build", "--cards", mini_cards, "-o", out)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "nothing was built" in done.stderr
    assert not out.exists()


def test_list_prints_a_line_a_card(mini_cards: Path) -> None:
    done = run("list", "--cards", mini_cards, "kind:fix")
    place = f"{mini_cards / 'autograd.md'}:59"
    assert done.stdout == f"{place}  gradients-add-fix  Where is the bug?\n"


def test_list_as_json_has_the_promised_keys(mini_cards: Path) -> None:
    rows = json.loads(run("list", "--cards", mini_cards, "--json").stdout)
    assert len(rows) == 7
    assert rows[2] == {
        "id": "gradients-add",
        "deck": "Autograd",
        "kind": "recall",
        "level": "junior",
        "tags": ["autograd", "training"],
        "origin": ["q07"],
        "state": "proven_cpu",
        "path": str(mini_cards / "autograd.md"),
        "line": 10,
        "snippets": ["autograd/gradients_add"],
    }


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("origin:q07", {"gradients-add"}),
        ("tag:tensors level:mid", {"governance"}),
        ("state:sourced", {"governance"}),
        ("deck:auto kind:predict", {"gradients-add-output", "second-backward"}),
        ("id:gradients-add -kind:recall -kind:fix", {"gradients-add-output"}),
        ("BACKWARD `+=`", set()),
        ("doubles", {"twice"}),
        ("level:senior", {"twice"}),
    ],
)
def test_a_query_picks_cards(mini_cards: Path, query: str, ids: set[str]) -> None:
    done = run("list", "--cards", mini_cards, "--json", "--", *query.split())
    assert {row["id"] for row in json.loads(done.stdout)} == ids


def test_new_scaffolds_a_card_that_passes_only_once_it_is_written(mini: Path) -> None:
    cards = mini / "cards"
    for kind in ("recall", "predict", "write", "fix", "cloze"):
        done = run("new", "autograd", f"fresh-{kind}", "--kind", kind, "--cards", cards)
        assert done.exit_code == 0
        program = mini / "verified_snippets" / "autograd" / f"fresh_{kind}.py"
        assert str(program) in done.stdout
    run("sync", "--cards", cards)
    done = run("check", "--cards", cards)
    assert done.exit_code == 1
    assert done.stderr.count("no proof of its present text") == 5
    enter_proofs(mini / "verified_snippets")
    done = run("check", "--cards", cards)
    told = [line.split(": ")[1] for line in done.stderr.splitlines()[:-1]]
    # a scaffold prints nothing yet, so its predict card has no output to quote
    assert "`autograd/fresh_predict` has no such cell to quote" in told


def test_an_untouched_scaffold_is_not_proven(mini: Path, bench: Bench) -> None:
    from verified_snippets.kit.parse import parse_snippet
    from verified_snippets.kit.prove import prove

    run("new", "autograd", "fresh", "--kind", "recall", "--cards", mini / "cards")
    root = mini / "verified_snippets"
    snippet, faults = parse_snippet(root / "autograd" / "fresh.py", root)
    assert faults == []
    with pytest.raises(AssertionError):
        prove(snippet, "cpu", bench.run)


def test_new_begins_a_topic(mini: Path) -> None:
    cards = mini / "cards"
    assert run("new", "data_loading", "first", "--kind", "recall", "--cards", cards).exit_code == 0
    assert (cards / "data_loading.md").read_text().startswith("---\ndeck: Data loading\n")
    done = run("check", "--cards", cards)
    assert "add `data_loading` to the order in deck.toml" in done.stderr


def test_import_makes_drafts_and_lists_doubts(tmp_path: Path) -> None:
    into = tmp_path / "drafts"
    done = run("import", DATA / "messy.md", "--into", into)
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == len(list(into.glob("*.md"))) > 3
    assert "doubtful places" in done.stderr
    again = run("import", DATA / "messy.md", "--into", into)
    assert again.exit_code == 2


def test_a_reader_that_goes_away_is_no_error(mini_cards: Path) -> None:
    program = [sys.executable, "-m", "deckgen", "list", "--json", "--cards", str(mini_cards)]
    done = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.stdout
    assert done.stderr
    done.stdout.read(10)
    done.stdout.close()
    assert done.stderr.read() == b""
    assert done.wait() == 0
    done.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_is_said_without_a_traceback(mini_cards: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "deckgen", "list", "--cards", str(mini_cards)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_help_names_every_command() -> None:
    done = run("--help")
    for name in ("check", "build", "release", "sync", "list", "new", "import", "read"):
        assert f"  {name} " in done.stdout


def test_the_command_and_the_module_are_one() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deckgen", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("deckgen, version 0.")


def test_two_cards_that_would_be_one_note_are_named(
    mini_cards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deckgen.backends.anki.package.note_id", lambda _: 1)
    done = run("build", "--cards", mini_cards, "-o", tmp_path / "a.apkg")
    assert done.exit_code == 1
    assert "`integer-dtype` and `governance` would be one note in Anki" in done.stderr
    assert not (tmp_path / "a.apkg").exists()
