from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from deckgen.backends.anki.fields import content_of, field_values, label_of, tags_of
from deckgen.backends.anki.lint import lint_fields
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.model import Card
from deckgen.snippets.library import default_snippets
from deckgen.syntax.library import default_cards
from tests_support import REPOSITORY, enter_proofs

TEMPLATES = REPOSITORY / "deckgen" / "backends" / "anki" / "templates"


@pytest.fixture
def checked(mini: Path) -> CheckedLibrary:
    return check_library(mini / "cards", mini / "verified_snippets")


def card_of(card_id: str, checked: CheckedLibrary) -> Card:
    (card,) = (card for card in checked.library.cards if card.id == card_id)
    return card


def fields_of(card_id: str, checked: CheckedLibrary) -> dict[str, str]:
    card = card_of(card_id, checked)
    return field_values(card, checked)


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


@pytest.mark.parametrize("output", ["1\n2", "a  b", "123456789012345678901"])
def test_an_output_that_a_line_cannot_hold_is_not_to_be_typed(mini: Path, output: str) -> None:
    comment = "\n".join(f"# {line}" for line in output.split("\n"))
    for path in (mini / "verified_snippets/autograd/gradients_add.py", mini / "cards/autograd.md"):
        said = comment if path.suffix == ".py" else output
        old = "# tensor([6., 6.])" if path.suffix == ".py" else "tensor([6., 6.])"
        path.write_text(path.read_text().replace(old, said))
    enter_proofs(mini / "verified_snippets")
    found = check_library(mini / "cards", mini / "verified_snippets")
    assert found.problems == ()
    assert fields_of("gradients-add-output", found)["Typed"] == ""


def test_even_a_short_error_is_not_to_be_typed(mini: Path) -> None:
    path = mini / "verified_snippets/autograd/second_backward.py"
    path.write_text("# %% card\nint('x')\n# %% raises ValueError\n# int\n")
    path = mini / "cards/autograd.md"
    said = re.search(r"RuntimeError: .*", path.read_text())
    assert said
    path.write_text(path.read_text().replace(said[0], "ValueError: int"))
    found = check_library(mini / "cards", mini / "verified_snippets")
    assert found.snippet_library.snippets["autograd/second_backward"].raises() == (
        "ValueError",
        "int",
    )
    assert fields_of("second-backward", found)["Typed"] == ""


def test_what_is_tempting_is_shown_with_its_mistake_and_what_it_changes(
    checked: CheckedLibrary,
) -> None:
    wrong = fields_of("gradients-add", checked)["Wrong"]
    assert wrong.startswith("<p>backward() overwrites .grad</p>")
    first, *_ = re.findall(r'<span class="ln new i4">(.*)\n</span>', wrong)
    assert text_of(first) == "    w.grad = None"
    assert "import" not in text_of(wrong)


def test_a_card_does_not_repeat_the_wrong_code_it_asks_about(checked: CheckedLibrary) -> None:
    wrong = fields_of("gradients-add-fix", checked)["Wrong"]
    assert "overwrites .grad" not in wrong
    assert wrong.count("<p>") == 2


def test_a_retired_card_says_what_replaces_it_and_tempts_with_nothing(mini: Path) -> None:
    path = mini / "cards" / "autograd.md"
    path.write_text(path.read_text() + "\n:retired: see `gradients-add`\n")
    found = check_library(mini / "cards", mini / "verified_snippets")
    values = fields_of("twice", found)
    assert text_of(values["Back"]).startswith("This card is retired. see gradients-add")
    assert values["Wrong"] == ""


def test_another_proof_changes_where_it_ran_and_nothing_of_the_content(
    mini: Path,
) -> None:
    def fields() -> tuple[dict[str, str], dict[str, str]]:
        found = check_library(mini / "cards", mini / "verified_snippets")
        card = card_of("twice", found)
        values = field_values(card, found)
        return values, content_of(values)

    before, content = fields()
    enter_proofs(mini / "verified_snippets", torch="2.12.0", date="2026-12-24")
    after, same = fields()
    assert {name for name in before if before[name] != after[name]} == {"Proven"}
    assert content == same
    enter_proofs(mini / "verified_snippets", "cuda", name="NVIDIA H200")
    proven_twice, same = fields()
    assert "CUDA H200" in proven_twice["Proven"]
    assert content == same


def test_the_reason_of_a_card_that_cannot_run_is_its_content(mini: Path) -> None:
    found = check_library(mini / "cards", mini / "verified_snippets")
    card = card_of("governance", found)
    values = field_values(card, found)
    content = content_of(values)
    assert "history cannot be run" in content["Proof"]


def test_the_deck_has_no_script_no_foreign_file_and_no_color_of_its_own() -> None:
    cards = default_cards()
    deck = check_library(cards, default_snippets(cards))
    compiled = [
        (card, field_values(card, deck)) for topic in deck.library.decks for card in topic.cards
    ]
    assert len(compiled) >= 60
    assert [p for card, values in compiled for p in lint_fields(card, values)] == []


def test_the_templates_are_as_clean_as_the_fields(checked: CheckedLibrary) -> None:
    texts = {path.name: path.read_text() for path in TEMPLATES.glob("*.html")}
    assert len(texts) == 5
    assert lint_fields(card_of("twice", checked), texts) == []


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("<p>x</p><script>1</script>", "the tag <script>"),
        ('<img src="a.png" onerror="x()">', "a script in `onerror=`"),
        ('<a href=" java\nscript:x()">x</a>', "a script in `href=`"),
        ('<a href="java&#115;cript:x()">x</a>', "a script in `href=`"),
        ('<b style="color: red">x</b>', "a style of its own in `style=`"),
        ('<font color="red">x</font>', "a style of its own in `color=`"),
        ('<img src="https://example.org/a.png">', "a foreign file in `src=`"),
        ('<img src="//example.org/a.png">', "a foreign file in `src=`"),
        ('<img srcset="a.png 1x, http://example.org/b.png 2x">', "a foreign file in `srcset=`"),
        ('<img src="data:image/png;base64,AA">', "a foreign file in `src=`"),
        ('<link rel="stylesheet" href="a.css">', "the tag <link>"),
        ("a\x1fb", "the invisible character U+001F"),
        ("a\udc80b", "the invisible character U+DC80"),
        ("cafe\u0301", "a letter that Anki would replace"),
    ],
)
def test_the_lint_names_what_no_field_may_hold(
    checked: CheckedLibrary, field: str, what: str
) -> None:
    card = card_of("twice", checked)
    (problem,) = lint_fields(card, {"Front": "<p>good</p>", "Back": field})
    assert problem.what.startswith(what)
    assert "`Back`" in problem.what
    assert problem.place == card.place


def test_links_local_files_and_code_about_scripts_are_fine(checked: CheckedLibrary) -> None:
    fine = (
        '<a href="https://pytorch.org">x</a><img src="a-1f.png" alt="https://a">'
        '<pre><code class="k">&lt;script onclick="javascript:x" style="color: red"&gt;</code></pre>'
    )
    assert lint_fields(card_of("twice", checked), {"Back": fine}) == []


def test_tags_say_topic_kind_level_origin_release_and_whether_a_card_is_retired(mini: Path) -> None:
    path = mini / "cards" / "autograd.md"
    path.write_text(path.read_text() + "\n:origin: q07\n:retired: see `gradients-add`\n")
    found = check_library(mini / "cards", mini / "verified_snippets")
    card = card_of("twice", found)
    tags = tags_of(card, found.library.deck_of(card), "0.2.0")
    own = ["topic::autograd", "autograd", "training", "kind::write", "level::senior"]
    assert tags == [f"torchdeck::{w}" for w in (*own, "origin::q07", "added::0_2_0", "retired")]


def test_related_cards_are_named_by_their_questions(checked: CheckedLibrary) -> None:
    source = fields_of("integer-dtype", checked)["Source"]
    assert text_of(source).endswith("Why do gradients add up? Id:gradients-add")


def test_the_fields_are_those_of_the_note_types(checked: CheckedLibrary) -> None:
    from deckgen.backends.anki.notetypes import CLOZE_FIELDS, QUESTION_FIELDS

    for card_id, names in (("twice", QUESTION_FIELDS), ("integer-dtype", CLOZE_FIELDS)):
        spare = {name for name in names if name.startswith("Unused")} | {"My notes"}
        assert fields_of(card_id, checked).keys() == set(names) - spare


def test_claims_are_shown_as_they_are_written(mini: Path) -> None:
    path = mini / "verified_snippets" / "tensors" / "twice.py"
    path.write_text(path.read_text().replace("every element", "__every__ *x* <b> element"))
    values = fields_of("twice", check_library(mini / "cards", mini / "verified_snippets"))
    assert "__every__ *x* <b> element is doubled" in text_of(values["Proof"])


@pytest.mark.parametrize(
    ("address", "label"),
    [
        (
            "https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html",
            "Docs: torch.nn.Linear",
        ),
        ("https://docs.pytorch.org/docs/stable/data.html", "Docs: data"),
        ("https://keras.io/keras_3/", "keras.io: keras_3"),
        ("https://github.com/pytorch/pytorch/issues/5", "GitHub: pytorch/pytorch"),
        ("https://arxiv.org/abs/1502.03167", "arXiv: 1502.03167"),
        ("https://pytorch.org", "PyTorch"),
        ("https://www.example.org/guide/index.html", "example.org: guide"),
    ],
)
def test_an_address_has_a_name_that_can_be_read(address: str, label: str) -> None:
    assert label_of(address) == label
