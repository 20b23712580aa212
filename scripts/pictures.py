"""Take the pictures of the README: a card as Anki shows it, and the quiz in the terminal.

The card is imported into a real Anki collection, rendered by Anki's own engine and photographed in
Chromium; the quiz is driven by keys and draws itself. Run it with `make pictures`.
"""

from __future__ import annotations

import asyncio
import html
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from anki.collection import Collection as AnkiCollection
from anki.collection import ImportAnkiPackageRequest

from deckgen.backends.anki.package import write_package
from deckgen.checks.check import check_library
from deckgen.snippets.library import default_snippets
from deckgen.syntax.library import default_cards

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
SHOWN = "eval-batchnorm"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
PAGE = """<!doctype html><html class="{night}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><style>body {{ margin: 0 }}
.typeGood {{ background: #afa; color: black }} {css}</style></head>
<body class="card {night}"><div id="qa">{side}</div></body></html>"""


def render_card(card_id: str) -> tuple[str, str]:
    """The back of a note's first card, and its style, as Anki's engine makes them."""
    cards = default_cards()
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "deck.apkg"
        write_package(check_library(cards, default_snippets(cards)), package, int(NOON.timestamp()))
        collection = AnkiCollection(str(Path(folder) / "collection.anki2"))
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package)))
        card = collection.get_card(collection.find_cards(f"Id:{card_id}")[0])
        output, right = card.render_output(), dict(card.note().items()).get("Typed", "")
        compared = collection.compare_answer(right, html.unescape(right))
        collection.close()
    # the reviewer puts what was typed in place of the box, and the rule above it
    page = output.answer_text.replace("<hr id=answer>", "" if right else "<hr>")
    return page.replace("[[type:Typed]]", f"<hr>{compared}"), output.css


def photograph(card_id: str, path: Path, *, night: bool, width: int = 640) -> None:
    """A PNG of a card's back at a width in CSS pixels."""
    from playwright.sync_api import sync_playwright

    side, css = render_card(card_id)
    page = PAGE.format(night="nightMode" if night else "", css=css, side=side)
    with sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM))
        tab = browser.new_page(viewport={"width": width, "height": 200}, device_scale_factor=1.5)
        tab.set_content(page)
        tab.screenshot(path=str(path), full_page=True)
        browser.close()


async def draw_quiz(path: Path, card_id: str, topic: str) -> None:
    """An SVG of the quiz with a card of a topic turned over."""
    from quizapp.collection.open_collection import open_collection
    from quizapp.config import Config
    from quizapp.tui.app import QuizApp
    from quizapp.tui.review.screen import ReviewScreen

    with tempfile.TemporaryDirectory() as folder:
        cards = Path(folder) / "cards"
        cards.mkdir()
        shutil.copy(default_cards() / f"{topic}.md", cards)
        (cards / "deck.toml").write_text(f'name = "PyTorch Interview"\norder = ["{topic}"]\n')
        data = Path(folder) / "data"
        app = QuizApp(
            lambda: open_collection(data, cards, config=Config(), clock=lambda: NOON, zone=UTC),
            clock=lambda: NOON,
        )
        async with app.run_test(size=(80, 30)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.press("enter")
            while isinstance(app.screen, ReviewScreen) and app.screen.turn.asked != card_id:
                await pilot.press("space", "3")
            await pilot.press("space")
            await pilot.pause()
            path.write_text(app.export_screenshot(title="quizapp"), encoding="utf-8")


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    photograph(SHOWN, PICTURES / "card-day.png", night=False)
    photograph(SHOWN, PICTURES / "card-night.png", night=True)
    asyncio.run(draw_quiz(PICTURES / "quiz.svg", SHOWN, "evaluation"))


if __name__ == "__main__":
    main()
