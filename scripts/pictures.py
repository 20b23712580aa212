"""Draw the README's picture of the quiz, which is driven by keys and draws itself.

`anki_desktop.py` takes those of cards in the real Anki desktop. `make pictures` runs both.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from deckgen.syntax.library import default_cards, load_library

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


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
    """Draw the quiz with the card whose id is the argument."""
    PICTURES.mkdir(exist_ok=True)
    (shown,) = sys.argv[1:]
    library, _ = load_library(default_cards())
    deck = next(d for d in library.decks if any(card.id == shown for card in d.cards))
    asyncio.run(draw_quiz(PICTURES / "quiz.svg", shown, deck.topic))


if __name__ == "__main__":
    main()
