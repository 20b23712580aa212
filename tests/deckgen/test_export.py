from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from deckgen.backends.export import FORMATS
from deckgen.backends.export.csv import COLUMNS
from deckgen.backends.export.csv import export as write_csv
from deckgen.backends.export.json import export as write_json
from deckgen.backends.export.markdown import export as write_markdown
from deckgen.backends.export.sides import plain_sides
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.cli import main
from deckgen.model import Card, CardId, Deck, Kind, Level
from deckgen.snippets.library import default_snippets
from deckgen.snippets.state import ProofState
from deckgen.syntax.library import default_cards
from tests_support import enter_proofs

NASTY = [
    'a "quoted" word, a comma; a semicolon',
    "two\n\nparagraphs\n",
    "a line\u2028separator and \u2029 \x0b? no: \u0085",
    "=1+1",
    "-item",
    "+49",
    "@home",
    "\tindented",
    "'=already guarded",
    "''",
    "漢字 ü 🔥 `x[::2]` {'a': {'b': 1}} $x$ \\(",
]


def export(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, ["export", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def checked(mini_cards: Path) -> CheckedLibrary:
    return check_library(mini_cards, default_snippets(mini_cards))


@pytest.fixture(scope="module")
def ours() -> CheckedLibrary:
    return check_library(default_cards(), default_snippets(default_cards()))


def all_of(checked: CheckedLibrary) -> list[tuple[Deck, Card]]:
    return [(deck, card) for deck in checked.library.decks for card in deck.cards]


def sourced(text: str) -> Card:
    return Card(
        *(CardId("nasty"), text, Kind.RECALL, Level.MID, text, text),
        sources=("a book",),
        unproven="it is talk",
    )


def with_card(
    checked: CheckedLibrary, card: Card
) -> tuple[CheckedLibrary, list[tuple[Deck, Card]]]:
    known = replace(
        checked,
        states=checked.states | {card.id: ProofState.SOURCED},
        questions=checked.questions | {card.id: card.question},
    )
    return known, [(checked.library.decks[0], card)]


def read_table(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    return [
        {name: re.sub(r"^'(?='*[=+\-@\t\r])", "", cell) for name, cell in row.items()}
        for row in rows
    ]


@pytest.mark.parametrize("text", NASTY)
def test_a_table_read_back_has_the_same_texts(checked: CheckedLibrary, text: str) -> None:
    known, rows = with_card(checked, replace(sourced(text), hints=(text.strip(), "second")))
    (row,) = read_table(write_csv(known, rows))
    assert (row["question"], row["front"], row["back"]) == (text, text, text)
    assert row["hints"] == f"{text.strip()}\nsecond"
    assert row["proof"] == "Not run, but sourced: it is talk"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=30))
def test_no_cell_is_computed_and_none_is_lost(text: str) -> None:
    from deckgen.backends.export.csv import _guard

    cell = _guard(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t"))
    assert re.sub(r"^'(?='*[=+\-@\t\r])", "", cell) == text


def test_a_table_has_a_header_and_a_row_a_card_in_study_order(checked: CheckedLibrary) -> None:
    content = write_csv(checked, all_of(checked))
    assert content.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n")
    rows = read_table(content)
    assert [row["id"] for row in rows] == [card.id for card in checked.library.cards]
    by_id = {row["id"]: row for row in rows}
    assert by_id["gradients-add"]["tags"] == "autograd\ntraining"
    assert by_id["governance"]["state"] == "sourced"
    assert by_id["governance"]["sources"] == "https://pytorch.org/foundation"
    assert "```python\nx = " in by_id["integer-dtype"]["front"]


def test_a_document_holds_text_and_proof_of_every_card(checked: CheckedLibrary) -> None:
    document = json.loads(write_json(checked, all_of(checked)))
    assert {key: document[key] for key in ("format", "version", "deck")} == {
        "format": "torchdeck cards",
        "version": 1,
        "deck": "Mini",
    }
    cards = {card["id"]: card for card in document["cards"]}
    assert list(cards) == [card.id for card in checked.library.cards]
    twice = cards["twice"]
    (snippet,) = twice["snippets"]
    assert snippet["code"] == "def twice(x):\n    return x + x"
    assert snippet["setup"].startswith("import torch")
    assert snippet["claims"] == ["every element is doubled", "the argument is left alone"]
    assert snippet["wrong"][1] == {
        "belief": "doubles in place",
        "code": "def twice(x):\n    return x.mul_(2)",
    }
    assert snippet["runs"] == [
        {"device": "cpu", "name": "cpu", "torch": "2.13.0", "date": "2026-11-22"}
    ]
    assert (twice["state"], twice["cloze"], twice["unproven"]) == ("proven_cpu", None, None)
    assert cards["integer-dtype"]["cloze"] == checked.library.cards[0].front
    assert cards["governance"]["unproven"] == "history cannot be run"
    (raising,) = cards["second-backward"]["snippets"]
    assert raising["raises"]["error"] == "RuntimeError"
    (adding,) = cards["gradients-add-output"]["snippets"]
    assert adding["outputs"] == {"cpu": "tensor([6., 6.])", "cuda": "tensor([6., 6.])"}
    assert adding["raises"] is None


@pytest.mark.parametrize("text", NASTY)
def test_a_document_keeps_every_letter(checked: CheckedLibrary, text: str) -> None:
    nasty = replace(sourced(text), retired="a better one", see=(CardId("twice"),))
    known, rows = with_card(checked, nasty)
    content = write_json(known, rows)
    assert b"\\u00fc" not in content
    (card,) = json.loads(content)["cards"]
    assert (card["question"], card["front"]) == (text, text)
    assert card["back"] == f"**This card is retired.** a better one\n\n{text}"
    assert card["see"] == ["twice"]


def headings(page: str, tag: str) -> list[str]:
    tokens = MarkdownIt("commonmark").parse(page)
    return [
        "".join(
            span.content if span.type != "softbreak" else "\n"
            for span in tokens[at + 1].children or ()
        )
        for at, token in enumerate(tokens)
        if (token.type, token.tag) == ("heading_open", tag)
    ]


def test_a_page_read_again_has_every_question_and_no_tag(ours: CheckedLibrary) -> None:
    page = write_markdown(ours, all_of(ours)).decode()
    questions = [re.sub(r"[`*\\]", "", text) for text in headings(page, "h3")]
    assert questions == [re.sub(r"[`*\\]", "", card.question) for card in ours.library.cards]
    assert headings(page, "h2") == [deck.title for deck in ours.library.decks]
    assert page.count("\n**Answer**\n") == len(questions)


@pytest.mark.parametrize(
    "text",
    [
        "a List<int> of <unk> tokens",
        "``<b>`` and `<i>` but <u>",
        "\\<s> \\\\<s> a < b",
        "a stray ` then <unk>",
        "<https://pytorch.org> <!-- gone --> <?php",
        "one `\n\n<unk> ` two",
        "~~~text\n` <a>\n~~~\n\n<div>\n\n`x`",
    ],
)
def test_a_page_shows_words_in_angle_brackets(checked: CheckedLibrary, text: str) -> None:
    known, rows = with_card(checked, replace(sourced("What is it?"), front=text, back=text))
    page = write_markdown(known, rows).decode()
    strict, lax = MarkdownIt("commonmark", {"html": False}), MarkdownIt("commonmark")
    answer = page.partition("**Answer**\n\n")[2].partition("\n\n- Not run")[0]
    assert lax.render(answer) == strict.render(text)
    assert not any(
        span.type.startswith("html")
        for token in lax.parse(page)
        for span in (token, *(token.children or ()))
    )


def test_a_page_keeps_the_sign_at_the_end_of_a_question(checked: CheckedLibrary) -> None:
    known, rows = with_card(checked, sourced("What does a comment begin with: #"))
    assert headings(write_markdown(known, rows).decode(), "h3") == [
        "What does a comment begin with: #"
    ]


def test_a_cloze_is_a_gap_on_the_front_and_bold_on_the_back() -> None:
    front = (
        "Autograd {{c1::records a node}}; `{{c2::x}}.grad` of a {{c1::`leaf`::what?}}, "
        "un{{c3::done}}.\n\n"
        "```python snippet=a/b\nx = {{c1::a[::2]}}\n```"
    )
    card = Card(CardId("c"), "Q", Kind.CLOZE, Level.MID, front, "So it is.")
    sides = plain_sides(card)
    assert sides.front == (
        "Autograd «…»; `«…».grad` of a «what?», un«…».\n\n```python\nx = «…»\n```"
    )
    assert sides.back == (
        "Autograd **records a node**; `x.grad` of a **`leaf`**, undone.\n\n"
        "```python\nx = a[::2]\n```\n\nSo it is."
    )


def test_sides_name_languages_and_no_snippets(ours: CheckedLibrary) -> None:
    for card in ours.library.cards:
        sides = plain_sides(card)
        for text, original in ((sides.front, card.front), (sides.back, card.back)):
            assert not re.search(r"^```.*[ =]", text, re.MULTILINE)
            assert "{{c" not in text
            if card.kind is not Kind.CLOZE:
                assert text == re.sub(r"(?m)^(```\w+) .*$", r"\1", original)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_query_picks_what_is_exported(mini_cards: Path, kind: str) -> None:
    done = export("--cards", mini_cards, "--format", kind, "kind:write")
    assert (done.exit_code, done.stderr) == (0, "1 card\n")
    assert "which doubles a tensor" in done.stdout
    assert "Who governs" not in done.stdout
    everything = export("--cards", mini_cards, "--format", kind)
    assert everything.stderr == "7 cards\n"
    assert "Who governs" in everything.stdout


@pytest.mark.parametrize("kind", FORMATS)
def test_the_file_has_what_standard_output_has(mini_cards: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "new" / f"cards.{kind}"
    done = export("--cards", mini_cards, "--format", kind, "-o", out)
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{out}\n", "7 cards\n")
    assert out.read_bytes() == export("--cards", mini_cards, "--format", kind).stdout_bytes
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_nothing_is_exported_while_a_card_is_wrong(mini_cards: Path, tmp_path: Path) -> None:
    out = tmp_path / "cards.md"
    out.write_text("the last good one")
    (mini_cards.parent / "verified_snippets" / "proofs" / "cpu.json").unlink()
    done = export("--cards", mini_cards, "--format", "md", "-o", out)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith("problems\nnothing was exported\n")
    assert out.read_text() == "the last good one"


def test_an_export_that_fails_leaves_the_old_file_and_no_other(
    mini_cards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "new" / "cards.md"
    out.parent.mkdir()
    out.write_text("the last good one")

    def fill_the_disk(path: Path, content: bytes) -> None:
        with path.open("wb") as part:
            part.write(content[:10])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", fill_the_disk)
    done = export("--cards", mini_cards, "--format", "md", "-o", out)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "No space left on device" in done.stderr
    assert [(path, path.read_text()) for path in out.parent.iterdir()] == [
        (out, "the last good one")
    ]


@pytest.mark.parametrize(
    "call",
    [
        [],
        ["--format", "pdf"],
        ["--format", "csv", "color:red"],
        ["--format", "md", "-o", "."],
        ["--format", "md", "-o", "pyproject.toml/x.md"],
    ],
)
def test_a_wrong_call_exits_2_and_says_why(mini_cards: Path, call: list[str]) -> None:
    done = export("--cards", mini_cards, *call)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Error:" in done.stderr


def test_exporting_loads_neither_genanki_nor_pygments(mini_cards: Path) -> None:
    program = (
        "import sys; from deckgen.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "heavy = {'genanki', 'pygments', 'deckgen.backends.anki'}\n"
        "print(*heavy & sys.modules.keys(), file=sys.stderr)"
    )
    arguments = ["export", "--cards", str(mini_cards), "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stderr == "7 cards\n\n"
    assert len(json.loads(done.stdout)["cards"]) == 7


def test_what_holds_for_some_releases_or_devices_says_so(mini: Path, mini_cards: Path) -> None:
    path = mini / "verified_snippets" / "autograd" / "gradients_add.py"
    text = path.read_text().replace("# %% check", "# %% output cuda\n# 6 twice\n# %% check", 1)
    path.write_text('# /// snippet\n# since = "2.9"\n# ///\n' + text)
    cards = mini_cards / "autograd.md"
    quoted = "```text output=autograd/gradients_add\ntensor([6., 6.])\n```"
    other = "```text output=autograd/gradients_add device=cuda\n6 twice\n```"
    assert cards.read_text().count(quoted) == 1
    cards.write_text(cards.read_text().replace(quoted, f"{quoted}\n\n{other}"))
    enter_proofs(mini / "verified_snippets")
    page = export("--format", "md", "--cards", mini_cards).stdout
    assert "On CUDA:\n\n```text\n6 twice\n```" in page
    assert "- Holds for torch 2.9 and later" in page
    document = json.loads(export("--format", "json", "--cards", mini_cards).stdout)
    (card,) = (card for card in document["cards"] if card["id"] == "gradients-add-output")
    assert card["releases"] == "Holds for torch 2.9 and later"
    assert card["snippets"][0]["outputs"] == {"cpu": "tensor([6., 6.])", "cuda": "6 twice"}
