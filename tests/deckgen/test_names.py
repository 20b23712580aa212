from __future__ import annotations

import json
from pathlib import Path

import pytest

from deckgen.checks.api_names import find_mentions, names_in
from deckgen.checks.check import check_library
from deckgen.snippets.library import default_snippets
from deckgen.syntax.parser import parse_file


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("torch.no_grad()", ["torch.no_grad"]),
        ("nn.Linear", ["torch.nn.Linear"]),
        (
            "F.dropout(x, training=False)",
            ["torch.nn.functional.dropout", "torch.nn.functional.dropout(training=)"],
        ),
        ("with torch.no_grad():", ["torch.no_grad"]),
        ("mytorch.tensor", []),
        ("x.nn.Linear", []),
        ("x.backward()", []),
        ("torch", []),
        ("optim.SGD(…, lr=0.1)", ["torch.optim.SGD", "torch.optim.SGD(lr=)"]),
    ],
)
def test_names_are_found_in_full(code: str, names: list[str]) -> None:
    assert names_in(code) == names


def test_a_mention_has_its_line_and_fences_are_left_out() -> None:
    text = "# T\n\nText `torch.a`.\n\n- item `nn.B`\n\n```python\ntorch.c\n```\n\ntorch.d\n"
    assert [(m.name, m.place.line) for m in find_mentions(parse_file(text, "a.md"))] == [
        ("torch.a", 3),
        ("torch.nn.B", 5),
    ]


def test_names_in_a_card_without_an_id_are_found_too(mini_cards: Path) -> None:
    path = mini_cards / "autograd.md"
    path.write_text(path.read_text().replace("**adds**", "and `torch.no_gard` **add**"))
    path.write_text(path.read_text().replace("{#gradients-add ", "{"))
    assert "`torch.no_gard` was never looked up in torch" in whats(mini_cards)


def whats(cards: Path) -> list[str]:
    return [problem.what for problem in check_library(cards, default_snippets(cards)).problems]


def test_a_name_is_looked_up_or_a_problem(mini: Path, mini_cards: Path) -> None:
    path = mini_cards / "autograd.md"
    path.write_text(path.read_text().replace("**adds**", "and `torch.no_gard` **add**"))
    assert whats(mini_cards) == ["`torch.no_gard` was never looked up in torch"]
    ledger = mini / "verified_snippets" / "proofs" / "names.json"
    known = json.loads(ledger.read_text())
    known["names"]["torch.no_gard"] = False
    ledger.write_text(json.dumps(known))
    assert whats(mini_cards) == ["torch has no `torch.no_gard`"]
    config = mini_cards / "deck.toml"
    config.write_text(config.read_text() + 'absent = ["torch.no_gard", "torch.tensor"]\n')
    assert whats(mini_cards) == ["torch has `torch.tensor`, which deck.toml calls absent"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"names": 3}'])
def test_a_damaged_list_of_names_proves_nothing(mini: Path, mini_cards: Path, text: str) -> None:
    (mini / "verified_snippets" / "proofs" / "names.json").write_text(text)
    assert any("never looked up" in what for what in whats(mini_cards))
