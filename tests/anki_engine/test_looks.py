"""Cards as they look: rendered by Anki, laid out by Chromium, by day and by night."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest

from deckgen.backends.anki.code_css import DAY, NIGHT
from deckgen.backends.anki.fields import field_values
from deckgen.backends.anki.package import write_package
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.model import Card, CardId
from tests_support import DATA, REPOSITORY, contrast, enter_proofs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.anki
TEMPLATES = REPOSITORY / "deckgen" / "backends" / "anki" / "templates"
MORE = """
## What becomes of a retired card? {#old .recall .mid}

---

It goes.

:retired: see `gradients-add`
:unproven: it is old
:source: https://example.org/a

## A question with `norm(a_module_with_a_long_name, n_power_iterations=1)`? {#wide .recall .mid}

| a table | whose columns | are too many | for any phone | at all | really |
|---|---|---|---|---|---|
| aaaaaaaaaaaa | bbbbbbbbbbbbb | cccccccccccc | dddddddddddd | eeeeeeeee | `ffffffffffff` |

---

Averyveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword and `LONG`.

```toml
key = "LONG"
```

:source: https://example.org/LONG
:see: old, twice
:unproven: nothing runs
""".replace("LONG", "long_" * 20)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> CheckedLibrary:
    """The small library with what is hard to lay out."""
    folder = tmp_path_factory.mktemp("looks") / "mini"
    shutil.copytree(DATA / "mini", folder)
    cards, snippets = folder / "cards", folder / "verified_snippets"
    (cards / "autograd.md").write_text((cards / "autograd.md").read_text() + MORE)
    twice = snippets / "tensors" / "twice.py"
    wide = "    return " + " + ".join(["x"] * 40)
    twice.write_text(twice.read_text() + f"# %% wrong more is more\ndef twice(x):\n{wide}\n")
    enter_proofs(snippets)
    found = check_library(cards, snippets)
    assert [problem.what for problem in found.problems] == ["108 columns of code"]
    return found


@pytest.fixture(scope="module")
def sides(checked: CheckedLibrary, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every side of every card as Anki renders it, and the style under its own name."""
    folder = tmp_path_factory.mktemp("rendered")
    write_package(checked, folder / "looks.apkg", 1_790_000_000)
    pages = {}
    with closing(Collection(str(folder / "collection.anki2"))) as collection:
        path = str(folder / "looks.apkg")
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=path))
        for cid in collection.find_cards(""):
            card = collection.get_card(cid)
            output = card.render_output()
            name, typed = f"{card.note()['Id']}-{card.ord + 1}", dict(card.note().items())
            compared = collection.compare_answer(typed.get("Typed", ""), "tensor([6., 7.])")
            pages[f"{name}-front"] = put_in(output.question_text, BOX)
            pages[f"{name}-back"] = put_in(output.answer_text, compared)
            pages["css"] = output.css
    assert len(pages) == 2 * 9 + 1  # a retired card is none
    return pages


BOX = '<input type="text" id="typeans">'


def put_in(page: str, typed: str) -> str:
    """What Anki does to a type-in box: an input on the question, the comparison on the answer."""
    return re.sub(r"\[\[type:Typed\]\]", lambda _: typed, page)


Show = Callable[..., "Page"]
DRESS = """([style, theme, side, unfold]) => {
    document.querySelector('style').textContent = style
    document.body.className = `card card1 ${theme}`
    document.querySelector('#qa').innerHTML = side
    if (unfold) document.querySelectorAll('details').forEach(each => { each.open = true })
}"""


@pytest.fixture(scope="module")
def show(browser: Browser, sides: dict[str, str]) -> Iterator[Show]:
    """Put a side into the one long-lived page that Anki's reviewer is."""
    tab = browser.new_page()
    head = '<meta name="viewport" content="width=device-width"><style></style>'
    tab.set_content(f'<!doctype html><head>{head}</head><body><div id="qa"></div></body>')

    def shown(name: str, *, night: bool = False, width: int = 360, unfold: bool = False) -> Page:
        theme = "nightMode night_mode" if night else ""
        tab.set_viewport_size({"width": width, "height": 640})
        tab.evaluate(DRESS, [sides["css"], theme, sides[name], unfold])
        return tab

    yield shown
    tab.close()


def names(sides: dict[str, str], side: str = "") -> list[str]:
    return [name for name in sides if name != "css" and name.endswith(side)]


def fields_of(card_id: str, checked: CheckedLibrary) -> dict[str, str]:
    card = card_of(card_id, checked)
    return field_values(card, checked)


def card_of(card_id: str, checked: CheckedLibrary) -> Card:
    (card,) = (card for card in checked.library.cards if card.id == CardId(card_id))
    return card


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


# What Chromium shows

chromium = pytest.mark.chromium


@chromium
@pytest.mark.parametrize("width", [320, 360, 640])
def test_nothing_is_wider_than_the_screen(show: Show, sides: dict[str, str], width: int) -> None:
    for name in names(sides):
        tab = show(name, width=width, unfold=True)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, name
        assert tab.evaluate(PAST_THE_EDGE) == [], name


PAST_THE_EDGE = """[...document.querySelectorAll('#qa *:not(table *)')]
    .filter(e => e.getBoundingClientRect().right > innerWidth || e.scrollWidth > e.clientWidth + 1
        && getComputedStyle(e).display == 'block' && e.tagName != 'TABLE')
    .map(e => e.outerHTML.slice(0, 80))"""


@chromium
@pytest.mark.parametrize("night", [False, True])
def test_every_word_can_be_read_on_what_it_stands_on(
    show: Show, sides: dict[str, str], night: bool
) -> None:
    seen = set()
    for name in names(sides):
        for color, ground, text in show(name, night=night, unfold=True).evaluate(INK):
            assert contrast(as_hex(color), as_hex(ground)) >= 4.5, (name, text, color, ground)
            seen.add(as_hex(color))
    assert set((NIGHT if night else DAY).values()) & seen
    assert len(seen) >= 6


# every run of text with its colour and the nearest ground below it that is not transparent
INK = """(() => {
    const rows = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const ground = e => {
        for (; e; e = e.parentElement) {
            const color = getComputedStyle(e).backgroundColor;
            if (!color.startsWith('rgba(0, 0, 0, 0')) return color;
        }
    };
    const note = (e, pseudo, text) =>
        rows.push([getComputedStyle(e, pseudo).color, ground(e), text]);
    while (walker.nextNode()) {
        const text = walker.currentNode.data.trim();
        if (text) note(walker.currentNode.parentElement, null, text);
    }
    document.querySelectorAll('.hl').forEach(e => note(e, '::before', 'label'));
    return rows;
})()"""


def as_hex(color: str) -> str:
    channels = re.findall(r"[\d.]+", color)
    assert len(channels) == 3, f"{color} is not opaque"
    return "#" + "".join(f"{int(channel):02x}" for channel in channels)


@chromium
@pytest.mark.parametrize("night", [False, True])
def test_code_has_the_colors_of_the_theme(show: Show, night: bool) -> None:
    tab = show("gradients-add-1-back", night=night)
    color = tab.evaluate("getComputedStyle(document.querySelector('.hl .k')).color")
    theme = NIGHT if night else DAY
    assert [as_hex(color)] == [c for kinds, c in theme.items() if "k" in kinds.split()]


@chromium
def test_the_question_stands_above_the_answer(show: Show, sides: dict[str, str]) -> None:
    for name in names(sides, "back"):
        tops = show(name).evaluate(
            "['.question', '#answer', '.back', '.proof']"
            ".map(s => document.querySelector(s).getBoundingClientRect().top)"
        )
        assert tops == sorted(tops), name
        assert len(set(tops)) == 4, name


@chromium
def test_wrong_variants_are_folded_and_open_by_a_click(show: Show) -> None:
    tab = show("twice-1-back")
    code = tab.locator(".tempting pre")
    assert code.count() == 4
    assert not code.nth(0).is_visible()
    tab.locator(".tempting summary").click()
    assert code.nth(3).is_visible()


@chromium
def test_output_and_wrong_code_are_labelled_in_words(show: Show) -> None:
    label = "getComputedStyle(document.querySelector('{}'), '::before').content"
    output = show("gradients-add-output-1-back").evaluate(label.format(".hl.output"))
    assert output == '"Output"'
    wrong = show("gradients-add-fix-1-front").evaluate(label.format(".hl.wrong"))
    assert wrong == '"This code is wrong"'
    back = show("gradients-add-fix-1-back")
    assert back.evaluate(label.format(".back .hl.code")) == "none"


@chromium
def test_long_lines_of_code_wrap_and_keep_their_indent(show: Show) -> None:
    tab = show("twice-1-back", unfold=True)
    rows = tab.evaluate(ROWS)
    assert len(rows) > 3  # one line of source
    first, *wrapped = rows
    character = tab.evaluate(CHARACTER)
    assert first == pytest.approx(4 * character, abs=1)
    assert wrapped == pytest.approx([8 * character] * len(wrapped), abs=1)


# where each row of a line of code begins, from the left edge of its block; blanks are none
ROWS = """(() => {
    const line = [...document.querySelectorAll('.tempting .ln.new')].at(-1)
    const left = line.getBoundingClientRect().left, rows = new Map()
    const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
        const text = walk.currentNode, range = document.createRange()
        for (let n = 0; n < text.length; n++) {
            if (!text.data[n].trim()) continue
            range.setStart(text, n); range.setEnd(text, n + 1)
            const box = range.getBoundingClientRect()
            const row = Math.round(box.bottom)
            rows.set(row, Math.min(rows.get(row) ?? Infinity, box.left - left))
        }
    }
    return [...rows.entries()].sort((a, b) => a[0] - b[0]).map(row => row[1])
})()"""
CHARACTER = """(() => {
    const probe = document.createElement('span')
    probe.style.cssText = 'position: absolute; width: 10ch'
    document.querySelector('.tempting .ln').append(probe)
    return probe.getBoundingClientRect().width / 10
})()"""


@chromium
def test_a_typed_prediction_is_shown_once(show: Show, sides: dict[str, str]) -> None:
    output = show("gradients-add-output-1-back").locator(".back .hl.output")
    assert not output.is_visible()  # Anki's comparison shows it
    tab = show("gradients-add-output-1-back")
    tab.evaluate("document.querySelector('#typeans').remove()")  # as in the preview
    assert output.is_visible()


@chromium
def test_a_gap_in_code_is_marked_on_both_sides(show: Show) -> None:
    mark = (
        "(() => { const s = getComputedStyle(document.querySelector('.hl .cloze'));"
        "return [s.borderBottomStyle, s.fontWeight] })()"
    )
    for side in ("front", "back"):
        assert show(f"integer-dtype-1-{side}").evaluate(mark) == ["solid", "600"]


@chromium
def test_the_box_to_type_in_fills_the_width_and_says_what_for(show: Show) -> None:
    tab = show("gradients-add-output-1-front")
    box = tab.locator("input")
    place = box.bounding_box()
    assert place
    assert place["width"] > 300
    box.fill("tensor([6., 6.])")
    label = "getComputedStyle(document.querySelector('.typed'), '::before').content"
    assert tab.evaluate(label) == '"It prints"'
    assert show("gradients-add-output-1-back").evaluate(label) == "none"


# What Anki makes of the box to type in


def test_a_short_output_is_asked_for_in_a_box_and_nowhere_shown_before(
    checked: CheckedLibrary, sides: dict[str, str]
) -> None:
    assert text_of(fields_of("gradients-add-output", checked)["Typed"]) == "tensor([6., 6.])"
    front, back = (sides[f"gradients-add-output-1-{side}"] for side in ("front", "back"))
    assert front.count(BOX) == 1
    assert "6., 6." not in text_of(front)
    assert BOX not in back
    assert back.count('id="typeans"') + back.count("id=typeans") == 1
    assert back.index("typeans") < back.index('class="back"')
    assert "[[type:" not in front + back
    assert "<hr id=answer>" in back  # so spelt, Anki moves the rule above the comparison


def test_anki_finds_the_right_answer_right(checked: CheckedLibrary, collection: Collection) -> None:
    expected = fields_of("gradients-add-output", checked)["Typed"]
    right = collection.compare_answer(expected, "tensor([6., 6.])")
    assert "typeGood" in right
    assert "typeBad" not in right
    assert "typeMissed" not in right
    assert "typeBad" in collection.compare_answer(expected, "tensor([3., 3.])")


@pytest.mark.parametrize("card_id", ["second-backward", "gradients-add", "twice", "wide"])
def test_an_error_or_what_is_no_output_is_not_to_be_typed(
    checked: CheckedLibrary, sides: dict[str, str], card_id: str
) -> None:
    assert fields_of(card_id, checked)["Typed"] == ""
    assert 'class="typed"' not in sides[f"{card_id}-1-front"]
