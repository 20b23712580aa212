"""Pictures and formulas, as the real Anki receives and renders them."""

from __future__ import annotations

import html
import re
import time
from base64 import b64decode
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from deckgen.backends.anki.package import write_package
from deckgen.checks.check import check_library
from deckgen.snippets.library import default_snippets

pytestmark = pytest.mark.anki
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
GIF = b64decode("R0lGODlhAQABAAAAACwAAAAAAQABAAA=")
DECK = r"""---
deck: Losses
---

# Losses

## What is $\frac{1}{n}$ here? {#mean .recall .mid}

![the loss falls](figures/curve.png)

---

It weighs $\sum_i x_i^2 < 1 \text{ & } x[0]$:

$$
\frac{1}{n}\sum_{i} \left[ x_i \right]^{a_{b}}
$$

Code such as `\(x\)` is code, and $$[x]$$ is none.

:source: https://pytorch.org
:unproven: a formula cannot be run

## Which gaps are there? {#gaps .cloze .mid}

It is {{c1::$\frac{1}{n}$}}, $\sqrt{ {{c2::x_{1}}} } + 1$,
$$\left[ { {{c3::y}} } \right]$$ and {{c4::![a dot](figures/dot.gif)}}.

---

So it is.

:source: https://pytorch.org
:unproven: a formula cannot be run

## What was this? {#old .recall .mid}

---

![the loss falls](./figures/curve.png)

:source: https://pytorch.org
:retired: nothing replaces it
"""


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    folder = tmp_path / "library" / "cards"
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "curve.png").write_bytes(PNG)
    (folder / "figures" / "dot.gif").write_bytes(GIF)
    (folder / "losses.md").write_text(DECK)
    (folder / "deck.toml").write_text('name = "Losses"\norder = ["losses"]\n')
    return folder


def bring_in(collection: Collection, cards: Path, stamp: int = 1_790_000_000) -> None:
    checked = check_library(cards, default_snippets(cards))
    assert checked.problems == ()
    package = cards.parent / "losses.apkg"
    write_package(checked, package, stamp)
    options = ImportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False)
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    log = collection.import_anki_package(request).log
    assert not log.conflicting
    assert log.found_notes == 3


def pages(collection: Collection, card_id: str) -> list[tuple[str, str]]:
    found = []
    for cid in collection.find_cards(f"Id:{card_id}"):
        output = collection.get_card(cid).render_output()
        found.append((output.question_text, output.answer_text))
    return found


def decoded(page: str) -> str:
    """The text of a page as a browser hands it to MathJax."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def media(collection: Collection) -> dict[str, bytes]:
    folder = Path(collection.media.dir())
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def shown(page: str) -> list[str]:
    return re.findall(r'<img src="([^"]*)"', page)


def test_pictures_arrive_byte_for_byte_and_none_is_missing(
    collection: Collection, cards: Path
) -> None:
    bring_in(collection, cards)
    report = collection.media.check()
    assert (list(report.missing), list(report.unused)) == ([], [])
    files = media(collection)
    assert sorted(files.values()) == sorted([PNG, GIF])
    ((front, _),) = pages(collection, "mean")
    (name,) = shown(front)
    assert files[name] == PNG
    assert 'alt="the loss falls"' in front
    assert collection.fix_integrity()[1]


def bring_in_before_it_retired(collection: Collection, cards: Path) -> None:
    """Import the cards as they were when none was retired, and then as they are."""
    path = cards / "losses.md"
    now = path.read_text()
    path.write_text(now.replace(":retired: nothing replaces it", ":unproven: it is history"))
    bring_in(collection, cards, 1_789_000_000)
    path.write_text(now)
    bring_in(collection, cards)


def test_a_retired_card_still_shows_its_picture(collection: Collection, cards: Path) -> None:
    bring_in_before_it_retired(collection, cards)
    ((_, back),) = pages(collection, "old")
    assert [media(collection)[name] for name in shown(back)] == [PNG]


def test_a_changed_picture_reaches_who_has_the_old_one(collection: Collection, cards: Path) -> None:
    bring_in_before_it_retired(collection, cards)
    (cards / "figures" / "curve.png").write_bytes(PNG + b"\n")
    bring_in(collection, cards, int(time.time()) + 60)  # later than an older Anki dates the note
    for card_id, side in (("mean", 0), ("old", 1)):
        (name,) = shown(pages(collection, card_id)[0][side])
        assert media(collection)[name] == PNG + b"\n"
    assert not collection.media.check().missing


def test_a_formula_reaches_mathjax_as_it_was_written(collection: Collection, cards: Path) -> None:
    bring_in(collection, cards)
    ((front, back),) = pages(collection, "mean")
    assert r"What is \(\frac{1}{n}\) here?" in decoded(front)
    assert r"\(\sum_i x_i^2 < 1 \text{ & } x[0]\)" in decoded(back)
    assert r"\[ \frac{1}{n}\sum_{i} \left[ x_i \right]^{a_{b}} \]" in decoded(back)
    assert r"\[ [x] \]" in decoded(back)
    assert r"<code>\(x\)</code>" in back


def test_gaps_stand_around_and_inside_formulas(collection: Collection, cards: Path) -> None:
    bring_in(collection, cards)
    whole, inside, displayed, picture = pages(collection, "gaps")
    assert "It is [...]," in decoded(whole[0])
    assert r"It is \(\frac{1}{n}\)," in decoded(whole[1])
    # no tag may stand inside a formula, or MathJax would not see it
    assert r"\(\sqrt&#123; [...] &#125; + 1\)" in inside[0]
    assert r"\(\sqrt{ x_{1} } + 1\)" in decoded(inside[1])
    assert r"\[ \left&#91; &#123; [...] &#125; \right] \]" in displayed[0]
    assert r"\[ \left[ { y } \right] \]" in decoded(displayed[1])
    assert shown(picture[0]) == []
    assert len(shown(picture[1])) == 1
