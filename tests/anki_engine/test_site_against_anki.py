"""The page renders our templates itself; here the real engine says whether rightly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest

from deckgen.backends.anki.fields import field_values
from deckgen.backends.anki.notetypes import cloze_type, question_type
from deckgen.backends.anki.package import write_package
from deckgen.backends.site.card import template
from deckgen.backends.site.style import COMMENT, card_css
from deckgen.backends.site.template import cloze_buttons, render
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.model import Kind
from deckgen.snippets.library import default_snippets

pytestmark = pytest.mark.anki


@pytest.fixture
def checked(mini_cards: Path, collection: Collection, tmp_path: Path) -> CheckedLibrary:
    """The small library, imported into the collection."""
    found = check_library(mini_cards, default_snippets(mini_cards))
    write_package(found, tmp_path / "mini.apkg", 1_790_000_000)
    request = ImportAnkiPackageRequest(package_path=str(tmp_path / "mini.apkg"))
    collection.import_anki_package(request)
    return found


def anki_says(collection: Collection, card_id: str) -> list[tuple[str, str]]:
    outputs = [
        collection.get_card(cid).render_output() for cid in collection.find_cards(f"Id:{card_id}")
    ]
    return [(plain(output.question_text), plain(output.answer_text)) for output in outputs]


def plain(page: str) -> str:
    """Anki's HTML without the attribute that its own script reads."""
    return re.sub(r' data-cloze="[^"]*"', "", page)


def as_card(page: str, number: int, *, hidden: bool) -> str:
    """A page with buttons for gaps, as Anki would write the card of one gap's number."""
    # fields hold highlighted spans, so that a gap ends at the last of its own
    at, parts = 0, []
    for mark in re.finditer(r"<button [^>]*></button>", page):
        ordinal, hint = re.findall(r'data-ordinal="(\d+)" data-hint="([^"]*)"', mark[0])[0]
        start, depth = mark.end(), 0
        for tag in re.finditer(r"<(/?)span[^>]*>", page[start:]):
            depth += -1 if tag[1] else 1
            if depth == 0:
                break
        inner = page[start : start + tag.start()].partition(">")[2]
        mine = int(ordinal) == number
        name = "cloze" if mine else "cloze-inactive"
        shown = hint if mine and hidden else inner
        parts += [
            page[at : mark.start()],
            f'<span class="{name}" data-ordinal="{ordinal}">{shown}</span>',
        ]
        at = start + tag.end()
    return "".join((*parts, page[at:]))


def test_questions_and_answers_are_those_of_anki(
    checked: CheckedLibrary, collection: Collection
) -> None:
    compared = 0
    for deck in checked.library.decks:
        for card in deck.cards:
            if card.kind is Kind.CLOZE:
                continue
            fields = field_values(card, checked) | {"Subdeck": deck.name}
            front = render(template("front"), fields)
            back = render(template("back"), fields, front=front)
            assert anki_says(collection, card.id) == [(front, back)]
            compared += 1
    assert compared == 6


def test_each_gap_is_hidden_and_shown_as_anki_does(
    checked: CheckedLibrary, collection: Collection
) -> None:
    card = next(card for card in checked.library.cards if card.kind is Kind.CLOZE)
    deck = checked.library.deck_of(card)
    fields = field_values(card, checked) | {"Subdeck": deck.name}
    front = render(template("cloze_front"), fields, cloze=cloze_buttons)
    back = render(template("cloze_back"), fields, cloze=cloze_buttons)
    sides = anki_says(collection, card.id)
    assert len(sides) == 2
    for number, (question, answer) in enumerate(sides, 1):
        assert as_card(front, number, hidden=True) == question
        assert as_card(back, number, hidden=False) == answer


@pytest.mark.parametrize(
    "back",
    [
        "{{FrontSide}}<hr>{{B}}",
        "{{ B }}",
        "{{#A}}yes{{#Blank}}never{{/Blank}}{{^Blank}}blank{{/Blank}}{{/A}}{{^A}}no{{/A}}",
        "{{#Blank}}never{{#A}}never{{/A}}never{{/Blank}}after",
        "{{#Breaks}}never{{/Breaks}}{{^Breaks}}empty to Anki{{/Breaks}}",
        "{{#B}}{{type:B}}{{/B}}",
        "{{B}}{not a tag}{{A}}",
        "{{#A}}{{A}}{{^B}}never{{/B}}{{/A}}after",
    ],
)
def test_the_template_language_is_that_of_anki(collection: Collection, back: str) -> None:
    fields = {"A": "a <b>word</b>", "B": "x &lt; y", "Blank": "", "Breaks": "<br> <div></div>\n"}
    models = collection.models
    kind = models.new("probe")
    for name in fields:
        models.add_field(kind, models.new_field(name))
    made = models.new_template("Card")
    made["qfmt"], made["afmt"] = "asked: {{A}}", back
    models.add_template(kind, made)
    models.add(kind)
    note = collection.new_note(kind)
    for name, value in fields.items():
        note[name] = value
    collection.add_note(note, collection.decks.id("Default"))  # type: ignore[arg-type]
    front = render("asked: {{A}}", fields)
    assert render(back, fields, front=front) == note.cards()[0].render_output().answer_text


@pytest.mark.parametrize("kind", [question_type, cloze_type])
def test_the_cards_of_the_page_are_styled_as_their_note_types(kind) -> None:  # type: ignore[no-untyped-def]
    assert card_css() == COMMENT.sub("", kind().css)
