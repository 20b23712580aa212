"""Every character of a card reaches the learner: through Markdown, a field and Anki's renderer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeVar

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from anki.decks import DeckId
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from deckgen.backends.anki.fields import field_values
from deckgen.backends.anki.package import write_package
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.model import Card, CardId, Deck, Kind, Level
from deckgen.render.html import code_html
from deckgen.syntax.cloze import find_clozes
from deckgen.syntax.files import bad_character
from deckgen.syntax.parser import parse_deck
from deckgen.syntax.writer import render_deck
from tests_support import DATA, enter_proofs

pytestmark = pytest.mark.anki
TRAPS = (
    "x[::2]",
    "{'a': {'b': 1}}",
    "'{{c1::x}}' }} {{",
    "[sound:x.mp3] [[type:Front]] [anki:tts] [latex]x[/latex] [$]x[/$]",
    "<unk> List<int> <class 'torch.Tensor'> a<b and c>d <!-- x --> <s>",
    r"\( x \) \[ y \] r'\n' \\ \`",
    "&lt; &amp;lt; &#91; &nbsp;",
    "\tif x:\n\n\t\treturn  'a  b'   ",
    "{{FrontSide}} {{Front}} {{#Typed}} {{type:Typed}} %}",
    "café 漢 ü 🙂 \u200d \u00a0 \u2028 \ufeff",
    "\ufeffimport torch",
    "# %% card\n---\n## x {#a .recall}\n:hint: x",
    '\'unclosed """ $ ? `',
)
letters = st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t")
pieces = letters | st.sampled_from(
    ["::", "}}", "{{", "{{c1::", "[", "<", "&", "\\(", "`", "\u0301"]
)
texts = st.lists(pieces, min_size=1, max_size=40).map(
    lambda parts: unicodedata.normalize("NFC", "".join(parts))
)
languages = st.sampled_from(["python", "text", "bash", "toml", "yaml", "json", "diff", ""])


class Reader(HTMLParser):
    """What a person reads: all the text of a page, and that inside its code marks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.code, self._depth = "", list[str](), 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "code":
            self._depth += 1
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._depth:
            self.code[-1] += data


@pytest.fixture(scope="module")
def mini_checked() -> CheckedLibrary:
    snippets = DATA / "mini" / "verified_snippets"
    return check_library(DATA / "mini" / "cards", snippets)


@pytest.fixture(scope="module")
def engine(
    tmp_path_factory: pytest.TempPathFactory, mini_checked: CheckedLibrary
) -> Iterator[Collection]:
    """A collection that knows our note types, for notes that are rendered and dropped."""
    folder = tmp_path_factory.mktemp("engine")
    write_package(mini_checked, folder / "mini.apkg", 1_790_000_000)
    collection = Collection(str(folder / "collection.anki2"))
    request = ImportAnkiPackageRequest(package_path=str(folder / "mini.apkg"))
    collection.import_anki_package(request)
    yield collection
    collection.close()


def card_of(kind: Kind = Kind.RECALL, front: str = "", back: str = "Because.") -> Card:
    return Card(CardId("made-up"), "What is `x`?", kind, Level.MID, front, back)


def shown(card: Card, engine: Collection, mini_checked: CheckedLibrary) -> tuple[Reader, Reader]:
    """Both sides of a card, written as Markdown, read, compiled, stored and rendered by Anki."""
    deck = Deck("Made up", "Made up", cards=(card,))
    read, problems = parse_deck(render_deck(deck), "cards/made-up.md")
    assert [problem for problem in problems if "that no run stands" not in problem.what] == []
    (card,) = read.cards
    mini_checked.states.setdefault(card.id, next(iter(mini_checked.states.values())))
    name = "torchdeck cloze" if card.kind is Kind.CLOZE else "torchdeck"
    notetype = engine.models.by_name(name)
    assert notetype
    note = engine.new_note(notetype)
    for field, html in field_values(card, mini_checked).items():
        note[field] = html
    engine.add_note(note, DeckId(1))
    output = note.cards()[0].render_output()
    engine.remove_notes([note.id])
    return Reader(output.question_text), Reader(output.answer_text)


def fence(code: str, language: str) -> str:
    marker = "~" * (1 + max([8, *(len(run) for run in re.findall("~+", code))]))
    return f"{marker}{language}\n{code}\n{marker}"


def inline(code: str) -> str:
    """Code marks around any one line, as CommonMark wants them."""
    marker = "`" * (1 + max([0, *(len(run) for run in re.findall("`+", code))]))
    return f"{marker} {code} {marker}"


quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


Test = TypeVar("Test", bound=Callable[..., None])


def with_traps(test: Test) -> Test:
    """The test, run on every trap as well."""
    for trap in TRAPS:
        test = example(trap, "python")(test)
    return test


@with_traps
@quick
@given(texts, languages)
def test_a_block_of_code_on_either_side(
    engine: Collection, mini_checked: CheckedLibrary, code: str, language: str
) -> None:
    assume(code.strip("\n"))
    card = card_of(front=fence(code, language), back=fence(code, language))
    question, answer = shown(card, engine, mini_checked)
    assert question.code == ["x", code]
    assert answer.code == ["x", code, code, "made-up"]


@with_traps
@quick
@given(texts, languages)
def test_code_in_a_line_of_prose(
    engine: Collection, mini_checked: CheckedLibrary, code: str, language: str
) -> None:
    code = " ".join(code.replace("\t", "\n").split("\n"))
    assume(code.strip(" "))
    card = card_of(back=f"It is {inline(code)}, see?")
    _, answer = shown(card, engine, mini_checked)
    assert answer.code == ["x", code, "made-up"]
    assert f"It is {code}, see?" in answer.text


@with_traps
@quick
@given(texts, languages)
def test_a_cloze_in_code_hides_exactly_what_it_holds(
    engine: Collection, mini_checked: CheckedLibrary, hidden: str, language: str
) -> None:
    code = f"before = 1\n{{{{c1::{hidden}}}}} # after"
    found = find_clozes(code, code=True)
    assume([cloze.text for cloze in found] == [hidden] and hidden.strip())
    card = card_of(Kind.CLOZE, front=fence(code, language))
    question, answer = shown(card, engine, mini_checked)
    assert question.code == ["x", "before = 1\n[...] # after"]
    assert answer.code == ["x", f"before = 1\n{hidden} # after", "made-up"]


def test_braces_and_colons_inside_a_cloze_are_neither_its_end_nor_a_hint(
    engine: Collection, mini_checked: CheckedLibrary
) -> None:
    for hidden in ("x[::2]", "{'a': {'b': 1}}", "f'{{x}}'", "<unk>[sound:x]"):
        card = card_of(Kind.CLOZE, front=f"It is {{{{c1::`{hidden}`}}}} or so.")
        question, answer = shown(card, engine, mini_checked)
        assert "It is [...] or so." in question.text
        assert answer.code == ["x", hidden, "made-up"]


@with_traps
@quick
@given(texts, languages)
def test_a_wrong_variant(
    engine: Collection, mini_checked: CheckedLibrary, code: str, language: str
) -> None:
    notetype = engine.models.by_name("torchdeck")
    assert notetype
    note = engine.new_note(notetype)
    note["Question"], note["Wrong"] = "Q", code_html(code, language)
    engine.add_note(note, DeckId(1))
    page = note.cards()[0].render_output().answer_text
    engine.remove_notes([note.id])
    assert Reader(page).code == [code, ""]  # the last is the id, which this note has not


def test_anki_stores_the_normal_form_so_that_cards_must_be_written_in_it(
    engine: Collection,
) -> None:
    notetype = engine.models.by_name("torchdeck")
    assert notetype
    note = engine.new_note(notetype)
    note["Question"] = "cafe\u0301 \u2126"
    engine.add_note(note, DeckId(1))
    stored = engine.get_note(note.id)["Question"]
    engine.remove_notes([note.id])
    assert stored == "caf\u00e9 \u03a9"
    assert bad_character("cafe\u0301")
    assert bad_character("\u2126")
    assert bad_character(stored) is None


def test_every_trap_survives_the_import_of_a_package(
    collection: Collection, mini: Path, tmp_path: Path
) -> None:
    traps = [trap for trap in TRAPS if "{{c1::" not in trap]  # a problem outside a cloze card
    blocks = "\n\n".join(fence(trap, "toml") for trap in traps)
    path = mini / "cards" / "autograd.md"
    path.write_text(f"{path.read_text()}\n{blocks}\n")
    path = mini / "verified_snippets" / "tensors" / "twice.py"
    path.write_text(path.read_text().replace("# %% wrong ", "# %% wrong __init__ <b> x[::2] "))
    enter_proofs(mini / "verified_snippets")
    checked = check_library(mini / "cards", mini / "verified_snippets")
    assert checked.problems == ()
    write_package(checked, tmp_path / "x.apkg", 1_790_000_000)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(tmp_path / "x.apkg")))
    (cid,) = collection.find_cards("Id:twice")
    page = Reader(collection.get_card(cid).render_output().answer_text)
    assert [code for code in page.code if code in traps] == traps
    assert "__init__ <b> x[::2] " in page.text
