"""The page as a person has it: in a real Chromium, opened as a file and from a server."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from deckgen.backends.site.page import write_site
from deckgen.checks.check import check_library
from deckgen.snippets.library import default_snippets
from deckgen.syntax.library import default_cards
from tests_support import DATA, enter_proofs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.chromium
ALL = [
    *("integer-dtype", "governance", "gradients-add", "gradients-add-output"),
    *("second-backward", "gradients-add-fix", "twice"),
]
Open = Callable[..., "Page"]


def page_of(cards: Path, folder: Path) -> str:
    """The address of the page of a folder of cards."""
    return write_site(check_library(cards, default_snippets(cards)), folder).as_uri()


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the deck itself."""
    return page_of(default_cards(), tmp_path_factory.mktemp("deck"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small library, which these tests leave as it is."""
    folder = shutil.copytree(DATA / "mini", tmp_path_factory.mktemp("library") / "mini")
    enter_proofs(folder / "verified_snippets")
    return folder


@pytest.fixture(scope="module")
def url(library: Path) -> str:
    """The page of the small library."""
    return page_of(library / "cards", library / "site")


@pytest.fixture(scope="module")
def unfolded(browser: Browser, deck: str) -> Iterator[Page]:
    """The page of the deck on a phone, every side and every proof open."""
    tab = browser.new_page(viewport={"width": 360, "height": 740})
    tab.goto(deck)
    unfold(tab)
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> BrowserContext:
    """One visitor for all tests that leave nothing behind, for another takes half a second."""
    return browser.new_context()


@pytest.fixture
def visit(browser: Browser, visitor: BrowserContext) -> Iterator[Open]:
    """Opens addresses; a page that complains on its console fails.

    With `options` it is another visitor who comes, of whom nothing is remembered.
    """
    opened, complaints = list["Page | BrowserContext"](), list[str]()

    def visit_page(
        url: str, *, size: tuple[int, int] = (1280, 800), theme: Any = "light", **options: Any
    ) -> Page:
        context = browser.new_context(**options) if options else visitor
        tab = context.new_page()
        opened.append(context if options else tab)
        tab.set_viewport_size({"width": size[0], "height": size[1]})
        tab.emulate_media(color_scheme=theme)
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(url)
        return tab

    yield visit_page
    for each in opened:
        each.close()
    assert complaints == []


def shown(tab: Page) -> list[str]:
    """The ids of the cards that are not filtered away."""
    ids: list[str] = tab.locator(".entry:visible").evaluate_all("cards => cards.map(c => c.id)")
    return ids


def search(tab: Page, words: str) -> list[str]:
    tab.get_by_label("Search the cards").fill(words)
    tab.keyboard.press("Enter")
    return shown(tab)


def count(tab: Page) -> str:
    return tab.locator("#_count").inner_text()


def tick(tab: Page, group: str, name: str) -> list[str]:
    tab.get_by_role("group", name=group).get_by_text(name).click()
    return shown(tab)


def focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.id"))


def settle(tab: Page) -> None:
    """Wait until what the page does after an event, such as the toggling of a fold, is done."""
    tab.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def is_open(tab: Page, card_id: str, side: str = "turn") -> bool:
    settle(tab)
    return bool(tab.locator(f"#{card_id} > .{side}").evaluate("side => side.open"))


def test_search_finds_words_of_both_sides_ids_and_snippets(visit: Open, url: str) -> None:
    tab = visit(url)
    assert shown(tab) == ALL
    assert search(tab, "ADD gradients") == [
        *("integer-dtype", "gradients-add", "gradients-add-output", "gradients-add-fix")
    ]
    assert search(tab, "A foundation.") == ["governance"]
    assert search(tab, "autograd/second_backward") == ["second-backward"]
    assert search(tab, "torch.tensor([1, 2, 3]") == ["integer-dtype"]
    assert search(tab, "q07") == ["gradients-add"]
    assert count(tab) == "1 of 7 cards"


def test_typing_is_enough_to_search(visit: Open, url: str) -> None:
    tab = visit(url)
    tab.keyboard.press("/")
    tab.keyboard.type("foundation")
    tab.locator("#_count", has_text="1 of 7 cards").wait_for()
    assert shown(tab) == ["governance"]
    tab.wait_for_url(f"{url}?q=foundation")


def test_a_search_without_a_find_says_so_and_can_be_cleared(visit: Open, url: str) -> None:
    tab = visit(url)
    assert not tab.get_by_role("button", name="Clear").is_visible()
    assert search(tab, "nowhere to be found") == []
    assert tab.get_by_text("No card matches").is_visible()
    assert not tab.get_by_role("heading", name="Tensors").is_visible()
    tab.get_by_role("button", name="Clear").click()
    assert shown(tab) == ALL
    assert tab.get_by_label("Search the cards").input_value() == ""
    assert not tab.get_by_text("No card matches").is_visible()


def test_filters_of_a_group_add_up_and_groups_narrow_each_other(visit: Open, url: str) -> None:
    tab = visit(url)
    assert tick(tab, "Kind", "Predict") == ["gradients-add-output", "second-backward"]
    assert tick(tab, "Kind", "Cloze") == [
        "integer-dtype",
        "gradients-add-output",
        "second-backward",
    ]
    assert tick(tab, "Level", "Junior") == ["integer-dtype", "gradients-add-output"]
    assert tick(tab, "Topic", "Autograd") == ["gradients-add-output"]
    assert tick(tab, "State", "Sourced") == []
    tick(tab, "State", "Sourced")
    assert search(tab, "6") == ["gradients-add-output"]


def test_a_box_counts_what_ticking_it_would_show(visit: Open, url: str) -> None:
    tab = visit(url)
    tick(tab, "Kind", "Predict")
    labels = tab.locator("fieldset label").all_inner_texts()
    assert [" ".join(label.split()) for label in labels] == [
        *("Tensors 0", "Autograd 2"),
        *("Recall 2", "Predict 2", "Write 1", "Fix 1", "Cloze 1"),
        *("Junior 1", "Mid 1", "Senior 0"),
        *("Proven on CPU 2", "Sourced, not run 0"),
    ]


def test_the_address_keeps_the_view(visit: Open, url: str) -> None:
    tab = visit(url)
    tick(tab, "Kind", "Predict")
    tick(tab, "Kind", "Fix")
    search(tab, "print(w.grad)")
    again = visit(tab.url)
    assert shown(again) == ["gradients-add-output", "gradients-add-fix"]
    assert again.get_by_label("Search the cards").input_value() == "print(w.grad)"
    again.keyboard.press("Escape")
    assert shown(again) == ALL
    assert again.url == url


def test_a_link_opens_its_card_even_where_a_filter_hides_it(visit: Open, url: str) -> None:
    tab = visit(f"{url}?kind=recall#twice")
    assert shown(tab) == ALL
    assert tab.url == f"{url}#twice"
    assert focused(tab) == "twice"
    assert is_open(tab, "twice")
    assert not is_open(tab, "gradients-add")
    kept = visit(f"{url}?kind=write#twice")
    assert shown(kept) == ["twice"]
    assert kept.url == f"{url}?kind=write#twice"


def test_a_link_scrolls_to_its_card_in_a_long_page(visit: Open, deck: str) -> None:
    for width in (1280, 360):
        tab = visit(f"{deck}#early-stopping", size=(width, 740))
        tab.wait_for_timeout(100)
        card = tab.locator("#early-stopping").bounding_box()
        tools = tab.locator(".tools .bar").bounding_box()
        assert card
        assert tools
        assert 0 <= card["y"] < 200
        if width == 360:
            assert card["y"] >= tools["y"] + tools["height"]


def test_what_was_found_begins_in_sight(visit: Open, deck: str) -> None:
    tab = visit(f"{deck}#early-stopping")
    tick(tab, "Topic", "Autograd")
    first = tab.locator(f"#{shown(tab)[0]}").bounding_box()
    assert first
    assert 0 <= first["y"] < 200


def test_a_related_card_is_a_click_away_and_back_again(visit: Open, url: str) -> None:
    tab = visit(f"{url}#integer-dtype")
    tab.locator("#integer-dtype .back .proof > summary").click()
    tab.get_by_role("link", name="Why do gradients add up?").click()
    assert focused(tab) == "gradients-add"
    assert is_open(tab, "gradients-add")
    tab.go_back()
    tab.locator("#integer-dtype:focus").wait_for()


@pytest.mark.parametrize("broken", ["gone", "%", "x%20y"])
def test_a_link_to_no_card_says_so(visit: Open, url: str, broken: str) -> None:
    tab = visit(f"{url}#{broken}")
    assert "There is no card" in count(tab)
    assert shown(tab) == ALL


def test_cards_are_studied_by_keys(visit: Open, url: str) -> None:
    tab = visit(url)
    press = tab.keyboard.press
    press("j")
    assert focused(tab) == "integer-dtype"
    press("j")
    press("j")
    press("k")
    assert focused(tab) == "governance"
    press("Space")
    assert is_open(tab, "governance")
    press("Enter")
    assert not is_open(tab, "governance")
    press("p")
    assert is_open(tab, "governance", "proofs")
    press("/")
    assert focused(tab) == "_search"
    tab.keyboard.type("jkpt?")
    assert tab.get_by_label("Search the cards").input_value() == "jkpt?"
    press("Escape")
    assert tab.get_by_label("Search the cards").input_value() == ""
    assert focused(tab) != "_search"
    press("j")
    assert focused(tab) == "gradients-add"


def test_next_scrolls_on_and_passes_over_what_is_filtered_away(visit: Open, url: str) -> None:
    tab = visit(f"{url}?level=mid", size=(360, 300))
    for expected in ("governance", "second-backward", "gradients-add-fix", "gradients-add-fix"):
        tab.keyboard.press("j")
        assert focused(tab) == expected
        card = tab.locator(f"#{expected}").bounding_box()
        assert card
        assert 80 < card["y"] < 200


def test_a_focused_button_keeps_its_own_space(visit: Open, url: str) -> None:
    tab = visit(url)
    tab.locator("#twice > .proofs > summary").focus()
    tab.keyboard.press("Space")
    assert is_open(tab, "twice", "proofs")
    assert not is_open(tab, "twice")


def test_the_keys_are_told_on_request(visit: Open, url: str) -> None:
    tab = visit(url)
    tab.keyboard.press("?")
    dialog = tab.get_by_role("dialog", name="Keys")
    assert "next card, previous card" in dialog.inner_text()
    tab.keyboard.press("t")  # keys rest while they are told
    assert not is_night(tab)
    tab.keyboard.press("Escape")
    assert not dialog.is_visible()
    tab.get_by_role("button", name="Keys").click()
    dialog.get_by_role("button", name="Close").click()
    assert not dialog.is_visible()


def is_night(tab: Page) -> bool:
    return bool(tab.evaluate("document.documentElement.classList.contains('nightMode')"))


def test_the_theme_is_the_systems_until_the_reader_chooses(visit: Open, url: str) -> None:
    assert not is_night(visit(url))
    tab = visit(url, theme="dark", locale="en")
    assert is_night(tab)
    button = tab.get_by_role("button", name="Dark theme")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    tab.reload()
    assert not is_night(tab)
    tab.keyboard.press("t")
    tab.emulate_media(color_scheme="light")  # chosen as the system had it, so it follows again
    tab.locator("html:not(.nightMode)").wait_for()


def test_a_browser_that_refuses_a_memory_still_shows_the_page(visit: Open, url: str) -> None:
    tab = visit(url)
    refuse = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    tab.add_init_script(refuse)
    tab.reload()
    tab.keyboard.press("t")
    assert is_night(tab)
    assert search(tab, "foundation") == ["governance"]


CONTRAST = """() => {
  const channel = v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const numbers = color => {
    const found = color.match(/-?[\\d.]+(e-?\\d+)?/g).map(Number);
    if (color.startsWith("color(")) return [...found.slice(0, 3), found[3] ?? 1];
    return [...found.slice(0, 3).map(v => v / 255), found[3] ?? 1];
  };
  const ground = e => {
    for (; e; e = e.parentElement) {
      const color = numbers(getComputedStyle(e).backgroundColor);
      if (color[3] === 1) return color;
    }
    return [1, 1, 1, 1];
  };
  const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const poor = new Map(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const looked = new Set();
  let seen = 0;
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim()) continue;
    seen++;
    let path = "";  // one of each: the style follows from tags and classes
    for (let up = e; up; up = up.parentElement) path += `${up.tagName}.${up.className} `;
    if (looked.has(path) || !e.checkVisibility()) continue;
    looked.add(path);
    const a = light(numbers(getComputedStyle(e).color)), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.set(`${e.tagName}.${e.className}`, ratio);
  }
  return [seen, looked.size, [...poor]];
}"""
UNFOLD = "document.querySelectorAll('details').forEach(side => { side.open = true; })"


def unfold(tab: Page) -> None:
    """Open every side and every proof."""
    tab.evaluate(UNFOLD)
    tab.locator("body:not(:has(.entry noscript))").wait_for(timeout=60_000)
    tab.evaluate(UNFOLD)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_word_can_be_read_in_both_themes(unfolded: Page, theme: Any) -> None:
    unfolded.emulate_media(color_scheme=theme)
    night = ".nightMode" if theme == "dark" else ":not(.nightMode)"
    unfolded.locator(f"html{night}").wait_for()
    seen, looked, poor = unfolded.evaluate(CONTRAST)
    assert seen > 20_000
    assert looked > 200
    assert poor == []


def test_code_is_highlighted_in_answers_and_proofs_by_day_and_night(visit: Open, url: str) -> None:
    tab = visit(f"{url}#gradients-add", locale="en")
    tab.keyboard.press("p")
    hues = []
    for _ in range(2):
        for side in (".back", ".behind"):
            keyword = tab.locator(f"#gradients-add {side} .hl .k").first
            name = tab.locator(f"#gradients-add {side} .hl .n").first
            hue = "e => getComputedStyle(e).color"
            assert keyword.evaluate(hue) != name.evaluate(hue)
            hues.append(keyword.evaluate(hue))
        tab.keyboard.press("t")
    assert hues[0] == hues[1] != hues[2] == hues[3]


def test_nothing_overflows_a_phone(unfolded: Page) -> None:
    wide = unfolded.evaluate(
        """() => [...document.querySelectorAll("body *")]
          .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > 360)
          .map(e => `${e.closest(".entry")?.id} ${e.tagName}.${e.className}`)"""
    )
    assert wide == []
    assert unfolded.evaluate("document.documentElement.scrollWidth") == 360


def test_the_keys_fit_a_phone(visit: Open, url: str) -> None:
    tab = visit(url, size=(360, 740))
    tab.keyboard.press("?")
    box = tab.get_by_role("dialog").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def test_a_phone_shows_cards_first_and_filters_on_request(visit: Open, url: str) -> None:
    tab = visit(url, size=(360, 740))
    group = tab.get_by_role("group", name="Kind")
    assert not group.is_visible()
    tab.get_by_text("Filter", exact=True).click()
    assert tick(tab, "Kind", "Write") == ["twice"]
    assert visit(url).get_by_role("group", name="Kind").is_visible()


def test_the_proof_of_a_card_is_one_click_away(visit: Open, library: Path, url: str) -> None:
    tab = visit(url)
    assert tab.locator(".snippet").count() == 0  # thousands of proofs cost nothing unread
    tab.locator("#second-backward").get_by_text("Proof", exact=True).click()
    for _ in range(2):
        tab.locator("#second-backward").get_by_text("Proof", exact=True).click()
    proof = tab.locator("#second-backward .snippet")
    text = proof.inner_text()
    for part in (
        "autograd/second_backward.py",
        "passed · torch 2.13.0 · 2026-11-22",
        "Error, recorded: RuntimeError",
        "Check: the second backward() raises, the first has filled .grad",
        "Wrong, and rejected: the graph is always kept",
        "loss.backward(retain_graph=True)",
    ):
        assert part in text
    source = (library / "verified_snippets" / "autograd" / "second_backward.py").read_text()
    cells = proof.locator("pre").all_text_contents()
    assert "\n".join(cells) + "\n" == source


def test_the_file_of_a_proof_can_be_copied(visit: Open, library: Path, url: str) -> None:
    tab = visit(url, permissions=["clipboard-read", "clipboard-write"])
    tab.locator("#twice > .proofs > summary").click()
    tab.get_by_role("button", name="Copy the file").click()
    tab.get_by_role("button", name="Copied").wait_for()
    source = (library / "verified_snippets" / "tensors" / "twice.py").read_text()
    assert tab.evaluate("navigator.clipboard.readText()") == source


def test_gaps_open_one_by_one_or_with_the_answer(visit: Open, url: str) -> None:
    tab = visit(url)
    card = tab.locator("#integer-dtype")

    def told() -> list[str]:
        settle(tab)
        return card.locator(".front .cloze:visible").all_inner_texts()

    assert told() == []
    card.get_by_role("button", name="Show gap 2").click()
    assert told() == ["x[::2]"]
    card.get_by_role("button", name="Show gap 1: dtype").click()
    everything = ["torch.int64", "torch.tensor([1, 2, 3], device=device)", "x[::2]"]
    assert told() == everything
    tab.keyboard.press("Space")
    tab.keyboard.press("Space")
    assert told() == []
    tab.keyboard.press("Space")
    assert told() == everything
    assert card.locator(".gap:visible").count() == 0


def test_what_is_typed_is_compared_when_the_card_turns(
    visit: Open, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deckgen.backends.anki.fields import field_values
    from deckgen.backends.site.card import template

    def typed(*arguments: Any) -> dict[str, str]:
        return field_values(*arguments) | {"Typed": "tensor(&#91;6., 6.])"}

    sides = {
        "front": template("front").partition("{{#Typed}}")[0] + "{{type:Typed}}",
        "cloze_front": template("cloze_front"),
    }
    monkeypatch.setattr("deckgen.backends.site.card.field_values", typed)
    monkeypatch.setattr(
        "deckgen.backends.site.card.template", lambda name: sides.get(name) or template(name)
    )
    tab = visit(page_of(library / "cards", tmp_path))
    card = tab.locator("#gradients-add-output")
    box = card.get_by_label("Your answer")
    from playwright.sync_api import expect

    verdict = expect(card.locator(".verdict"))
    box.fill("tensor([3., 3.])")
    box.press("Enter")
    verdict.to_have_text("✗ it is tensor([6., 6.])")
    assert is_open(tab, "gradients-add-output")
    tab.keyboard.press("Space")
    verdict.to_have_text("")
    box.fill(" tensor([6., 6.]) ")
    box.press("Enter")
    verdict.to_have_text("✓ right")


class Quiet(SimpleHTTPRequestHandler):
    """A web server that keeps its log to itself."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def served(library: Path, tmp_path: Path) -> Iterator[str]:
    """The page as a web server has it, below a folder, as on GitHub Pages."""
    page_of(library / "cards", tmp_path / "root" / "deck")
    handler = partial(Quiet, directory=str(tmp_path / "root"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/deck/"
        server.shutdown()
        thread.join()


def test_nothing_is_fetched_beside_the_page(visit: Open, url: str, served: str) -> None:
    asked: list[str] = []
    for address in (url, served):
        tab = visit("about:blank", locale="en")
        asked.clear()
        tab.context.on("request", lambda request: asked.append(request.url))
        tab.goto(address)
        unfold(tab)
        for key in "jp t?":
            tab.keyboard.press(key)
        tab.keyboard.press("Escape")
        search(tab, "gradients")
        tab.wait_for_timeout(200)
        assert [request for request in asked if not request.startswith("data:")] == [address]


def test_the_policy_of_the_page_forbids_what_it_does_not_need(
    browser: Browser, served: str
) -> None:
    tab = browser.new_page()
    tab.goto(served)
    failed: list[tuple[str, str]] = []
    tab.on("requestfailed", lambda asked: failed.append((asked.url, asked.failure or "")))
    went = tab.evaluate(
        """async () => {
          for (const [name, facts] of [
            ["script", {textContent: "window.ran = true"}],
            ["style", {textContent: "body { color: rgb(1, 2, 3) }"}],
            ["img", {src: "/x.png"}],
          ]) document.body.append(Object.assign(document.createElement(name), facts));
          return await fetch(location.href).then(() => "went", () => "was stopped");
        }"""
    )
    tab.wait_for_timeout(100)
    assert went == "was stopped"
    assert tab.evaluate("window.ran") is None
    assert tab.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    assert [url for url, _ in failed if url.endswith("/x.png")]
    assert {reason for _, reason in failed} == {"csp"}
    tab.close()


def test_without_scripts_every_card_and_proof_can_be_read(visit: Open, url: str) -> None:
    tab = visit(url, java_script_enabled=False)
    assert tab.locator(".entry:visible").count() == 7
    assert not tab.get_by_role("search").is_visible()
    card = tab.locator("#integer-dtype")
    assert not card.get_by_text("the default dtype").is_visible()
    card.locator(".turn > summary").click()
    assert card.get_by_text("the default dtype").is_visible()
    assert card.locator(".front .cloze").first.is_visible()
    card.locator(".proofs > summary").click()
    assert card.locator(".snippet").get_by_text("Check: ").first.is_visible()
    assert card.locator(".behind .hl .k").first.is_visible()


def test_paper_has_the_answers_of_what_is_shown(visit: Open, url: str) -> None:
    tab = visit(f"{url}?kind=recall")
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.get_by_text("A foundation.").is_visible()
    assert not tab.get_by_role("search").is_visible()
    assert not is_open(tab, "twice")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not is_open(tab, "governance")


def test_everything_to_press_or_fill_has_a_name_and_no_id_is_doubled(visit: Open, url: str) -> None:
    tab = visit(url)
    unfold(tab)
    nameless = tab.evaluate(
        """() => [...document.querySelectorAll("button, input, summary, a, dialog, article")]
          .filter(e => !(e.ariaLabel || e.textContent.trim() || e.labels?.[0]?.textContent.trim()
            || e.getAttribute("aria-labelledby"))).map(e => e.outerHTML)"""
    )
    assert nameless == []
    ids = tab.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids)) > 7
    assert tab.locator("#_count").get_attribute("aria-live") == "polite"
