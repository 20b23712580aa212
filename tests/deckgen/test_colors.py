"""Contrast as WCAG 2.2 reckons it, of every text colour on every ground it may stand on."""

from __future__ import annotations

import itertools
import re

import pytest

from deckgen.backends.anki.code_css import DAY, NIGHT, code_css
from tests_support import REPOSITORY, contrast

CSS = (REPOSITORY / "deckgen" / "backends" / "anki" / "templates" / "card.css").read_text()
AA = 4.5
WRITING = ("text", "muted", "accent", "wrong")


def variables(night: bool) -> dict[str, str]:
    """The colours of a theme by the name of their variable."""
    rule = r"\.nightMode \.card \{([^}]*)\}" if night else r"\.card \{([^}]*)\}"
    found = re.search(rule, CSS)
    assert found
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", found[1]))


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("ground", ["ground", "panel"])
def test_every_text_can_be_read_on_every_ground(ground: str, night: bool) -> None:
    colors = variables(night)
    code = NIGHT if night else DAY
    pairs = [(name, colors[name]) for name in WRITING]
    pairs += list(code.items()) if ground == "panel" else []
    poor = {name: contrast(color, colors[ground]) for name, color in pairs}
    assert len(poor) == (len(WRITING) + len(code) if ground == "panel" else len(WRITING))
    assert {name: ratio for name, ratio in poor.items() if ratio < AA} == {}


def test_both_themes_color_the_same_tokens_each_once() -> None:
    assert DAY.keys() == NIGHT.keys()
    kinds = list(itertools.chain.from_iterable(kinds.split() for kinds in DAY))
    assert len(set(kinds)) == len(kinds)
    for scope, kind in itertools.product(("", ".nightMode "), kinds):
        assert re.search(rf"(^|, ){re.escape(scope)}\.hl \.{kind}[, ]", code_css(), re.MULTILINE)


def test_no_color_is_named_outside_the_themes() -> None:
    rules = re.sub(r"\.card(\.nightMode,\n\.nightMode \.card)? \{[^}]*\}", "", CSS)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*\})|rgb|hsl", rules)


def test_contrast_is_reckoned_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=1e-3)


def test_the_style_loads_nothing() -> None:
    assert not re.search(r"@import|url\(|expression\(", CSS + code_css())
