"""The deck as somebody studies it: the order of new cards, and what fits a phone's screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest

from deckgen.backends.anki.package import write_package
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.snippets.library import default_snippets
from deckgen.syntax.library import default_cards
from tests_support import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.anki
WIDTH, HEIGHT = 400, 700
"""The screen of a small phone, in CSS pixels."""


@pytest.fixture(scope="module")
def deck() -> CheckedLibrary:
    return check_library(default_cards(), default_snippets(default_cards()))


@pytest.fixture(scope="module")
def imported(
    deck: CheckedLibrary, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Collection]:
    """A new collection with the deck in it, and Anki's default options."""
    folder = tmp_path_factory.mktemp("study")
    write_package(deck, folder / "deck.apkg", 1_790_000_000)
    with closing(Collection(str(folder / "collection.anki2"))) as collection:
        request = ImportAnkiPackageRequest(package_path=str(folder / "deck.apkg"))
        collection.import_anki_package(request)
        yield collection


def test_new_cards_come_in_the_order_of_the_files(
    deck: CheckedLibrary, imported: Collection
) -> None:
    parent = imported.decks.by_name(deck.library.name)
    assert parent
    imported.decks.select(parent["id"])
    options = imported.decks.config_dict_for_deck_id(parent["id"])
    options["new"]["perDay"] = 9999
    imported.decks.update_config(options)
    queued = imported.sched.get_queued_cards(fetch_limit=9999).cards  # type: ignore[union-attr]
    notes = [imported.get_card(each.card.id).note()["Id"] for each in queued]
    first = list(dict.fromkeys(notes))
    assert first == [card.id for card in deck.library.cards if not card.retired]


def test_the_deck_says_how_many_cards_it_has(deck: CheckedLibrary, imported: Collection) -> None:
    parent = imported.decks.by_name(deck.library.name)
    assert parent
    assert parent["desc"].startswith(f"{len(deck.library.cards)} cards · ")


SEARCH = re.compile(r"`((?:deck|tag):[^`]+)`")


def test_the_searches_of_the_manual_are_anki_s_and_find_cards(imported: Collection) -> None:
    searches = SEARCH.findall((REPOSITORY / "docs" / "anki.md").read_text(encoding="utf-8"))
    assert len(searches) >= 10
    found = {search: bool(imported.find_cards(search)) for search in searches}
    # nothing is studied, released or retired here
    later = ("prop:", "is:due", "added::", "retired")
    assert {search for search in found if not any(word in search for word in later)} == {
        search for search, any_card in found.items() if any_card
    }


@pytest.mark.chromium
def test_what_is_folded_fits_one_screen(imported: Collection, browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    fronts, answers, backs = dict[str, int](), dict[str, int](), dict[str, int]()
    for cid in imported.find_cards(""):
        card = imported.get_card(cid)
        note, output = card.note(), card.render_output()
        name, typed = note["Id"], dict(note.items()).get("Typed", "")
        compared = imported.compare_answer(typed, "") if typed else ""
        fronts[name], _ = lay_out(tab, output.question_text, output.css, BOX)
        backs[name], line = lay_out(tab, output.answer_text, output.css, compared)
        answers[name] = backs[name] - line
    tab.close()
    assert [name for name, height in fronts.items() if height > HEIGHT] == []
    # Anki scrolls to the line above the answer
    assert [name for name, height in answers.items() if height > HEIGHT] == []
    tall = {name: height for name, height in backs.items() if height > HEIGHT}
    assert len(tall) <= len(backs) * 0.05, tall


BOX = '<input type="text" id="typeans">'
LAY_OUT = """([style, side]) => {
    document.querySelector('style').textContent = style
    document.querySelector('#qa').innerHTML = side
    const line = document.querySelector('#answer')
    return [document.querySelector('#qa').getBoundingClientRect().bottom,
            line ? line.getBoundingClientRect().top : 0]
}"""


def lay_out(tab: Page, side: str, style: str, typed: str) -> tuple[int, int]:
    """How high a side is, and how far down the answer begins."""
    if not tab.locator("#qa").count():
        head = '<meta name="viewport" content="width=device-width"><style></style>'
        body = '<body class="card card1"><div id="qa"></div></body>'
        tab.set_content(f"<!doctype html><head>{head}</head>{body}")
    height, line = tab.evaluate(LAY_OUT, [style, side.replace("[[type:Typed]]", typed)])
    return round(height), round(line)
