"""Formulas and pictures in the quiz: read, not decoded."""

from __future__ import annotations

from pathlib import Path

import pytest
from quiz_cases import asked_card
from quiz_pilot import app_in, at_first_card, seen

from deckgen.model import Kind
from quizapp.collection.card_text import back_text
from quizapp.collection.markdown import screen_dialect

DECK = r"""---
deck: Losses
---

# Losses

## What is $\frac{1}{n}$? {#mean .cloze .mid}

The loss is $\frac{ {{c1::1}} }{n}\sum_i x_i^2$, or {{c2::$\bar{x}$}} of `$HOME` for $5.

![a *falling* curve](figures/curve.png)

- So:

  $$
  \theta_{t+1}
  = \theta_t
  $$

:hint: It holds $\sum_i x_i$.

---

$\alpha * \beta * \gamma$ and $<b>$.

:source: https://pytorch.org
"""


def words(markdown: str) -> str:
    return "\n".join(
        child.content
        for token in screen_dialect().parse(markdown)
        for child in token.children or ()
        if child.content
    )


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        (r"$\frac{1}{n}$", "1/n"),
        ("$$\nx^2\n$$", "x²"),
        ("a $$x$$", "a \nx"),
        ("![a *b*](c.png)", "[picture: a *b*] (c.png)"),
        (r"$[…]$", "[…]"),
    ],
)
def test_formulas_and_pictures_become_words(markdown: str, shown: str) -> None:
    assert words(markdown) == shown


def test_words_cut_out_of_a_formula_are_shown_as_one() -> None:
    front = r"$\frac{ {{c1::\sum_i x}} }{ {{c2::n}} }$ is {{c3::$\bar{x}$}} and {{c4::x}}."
    card = asked_card("c", kind=Kind.CLOZE, front=front, back="")
    assert back_text(card) == r"Missing: $\sum_i x$ · `n` · $\bar{x}$ · `x`"


async def test_a_learner_reads_formulas_and_pictures(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "losses.md").write_text(DECK)
    (cards / "deck.toml").write_text('name = "Losses"\norder = ["losses"]\n')
    async with at_first_card(app_in(tmp_path / "data", cards=cards), size=(80, 40)) as pilot:
        await pilot.press("escape", "h")
        await pilot.pause()
        asked = seen(pilot)
        assert "What is 1/n?" in asked
        assert "The loss is […]/n · ∑ᵢ xᵢ², or […] of $HOME for $5." in asked
        assert "[picture: a *falling* curve] (figures/curve.png)" in asked
        assert "θₜ₊₁ = θₜ" in asked
        assert "It holds ∑ᵢ xᵢ." in asked
        await pilot.press("space")
        await pilot.pause()
        answered = seen(pilot)
        assert "The loss is 1/n · ∑ᵢ xᵢ², or x̄ of $HOME" in answered
        assert "Missing: 1 · x̄" in answered
        assert "α * β * γ and < b >." in answered
