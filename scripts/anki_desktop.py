"""Photograph cards in the real Anki desktop. It needs the `aqt` package, and no screen.

    python scripts/anki_desktop.py deck.apkg FOLDER ID …

Writes FOLDER/ID-back-420.png, or at night ID-back-night-420.png, and prints how high it is, in
CSS pixels, with everything folded. `--sides front back` takes both.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu --no-sandbox")
os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

HEIGHT = "document.getElementById('qa').getBoundingClientRect().bottom + window.scrollY"


class Desktop:
    """Anki with a new profile, into which a package was imported."""

    def __init__(self, package: Path, base: Path, *, width: int, height: int, night: bool) -> None:
        import aqt
        from aqt.profiles import ProfileManager
        from aqt.theme import Theme

        profiles = ProfileManager(base)
        profiles.setupMeta()
        profiles.meta.update(firstRun=False, defaultLang="en_US", updates=False)
        profiles.create("User 1")
        profiles.load("User 1")
        profiles.save()
        profiles.db.close()
        (base / "gldriver6").write_text("software")
        aqt._run(["anki", "-b", str(base), "-p", "User 1", "-l", "en_US"], exec=False)
        self.window: Any = aqt.mw
        self.wait(lambda: self.window.col is not None and self.window.state == "deckBrowser")
        from anki.collection import ImportAnkiPackageRequest

        self.window.col.import_anki_package(ImportAnkiPackageRequest(package_path=str(package)))
        self.window.reset()
        self.window.set_theme(Theme.DARK if night else Theme.LIGHT)
        self.window.resize(width, height)
        self.window.show()
        self.wait_for(0.5)

    def wait(self, holds: Callable[[], bool], seconds: float = 60) -> None:
        """Let Anki work until something holds; raises TimeoutError."""
        until = time.monotonic() + seconds
        while not holds():
            self.window.app.processEvents()
            time.sleep(0.01)
            if time.monotonic() > until:
                raise TimeoutError("Anki does not come to it")

    def wait_for(self, seconds: float) -> None:
        """Let Anki work for some time."""
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > until)

    def ask(self, javascript: str) -> Any:
        """What a piece of JavaScript gives in the card's page."""
        answers: list[Any] = []
        self.window.reviewer.web.evalWithCallback(javascript, answers.append)
        self.wait(lambda: bool(answers))
        return answers[0]

    def show(self, card_id: str, *, answer: bool) -> None:
        """Show a side of a note's first card in the reviewer."""
        window, reviewer = self.window, self.window.reviewer
        card = window.col.get_card(window.col.find_cards(f"Id:{card_id}")[0])
        window.col.decks.select(card.did)
        if window.state != "review":
            window.moveToState("review")
            self.wait_for(0.5)
        card.start_timer()
        reviewer.card = card
        reviewer._showQuestion()
        self.wait_for(0.4)
        if answer:
            reviewer.typedAnswer = ""
            reviewer._showAnswer()
            self.wait_for(0.4)

    def photograph(self, path: Path) -> None:
        """Write the window as a PNG."""
        self.window.grab().save(str(path))


def main() -> None:
    """Photograph the cards that were named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("ids", nargs="+")
    parser.add_argument("--width", type=int, default=420)
    parser.add_argument("--height", type=int, default=700)
    parser.add_argument("--night", action="store_true")
    parser.add_argument("--sides", nargs="+", choices=("front", "back"), default=["back"])
    words = parser.parse_args()
    words.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as base:
        desktop = Desktop(
            words.package.resolve(),
            Path(base),
            width=words.width,
            height=words.height,
            night=words.night,
        )
        for card_id in words.ids:
            for side in words.sides:
                desktop.show(card_id, answer=side == "back")
                name = f"{card_id}-{side}{'-night' if words.night else ''}-{words.width}.png"
                desktop.photograph(words.folder / name)
                print(name, round(desktop.ask(HEIGHT)))
        os._exit(0)  # the profile is a throw-away


if __name__ == "__main__":
    main()
