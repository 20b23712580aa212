"""`deckgen check`."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.options import folder_options, load, tell

if TYPE_CHECKING:
    from deckgen.check import Checked


@click.command()
@folder_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def check(ctx: click.Context, cards: Path | None, snippets: Path | None, as_json: bool) -> None:
    """Look for everything that is wrong with the cards, and count how they are proven."""
    checked = load(cards, snippets)
    tell(checked.problems)
    counts = count_states(checked)
    if as_json:
        click.echo(json.dumps(_report(checked, counts), ensure_ascii=False))
    else:
        total = len(checked.library.cards)
        parts = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts.items())
        click.echo(f"{total} cards: {parts}")
        cuda = ", ".join(f"{n} {word}" for word, n in checked.shelf.count_proofs("cuda").items())
        click.echo(f"snippets on CUDA: {cuda}")
    ctx.exit(1 if checked.problems else 0)


def count_states(checked: Checked) -> dict[str, int]:
    """How many cards are in each state; the numbers add up to all cards."""
    from deckgen.state import State

    count = Counter(checked.states[card.id] for card in checked.library.cards)
    return {str(state): count[state] for state in State}


def _report(checked: Checked, counts: dict[str, int]) -> dict[str, object]:
    return {
        "cards": len(checked.library.cards),
        "problems": [
            {
                "path": problem.place.path,
                "line": problem.place.line,
                "what": problem.what,
                "remedy": problem.remedy,
            }
            for problem in checked.problems
        ],
        "states": counts,
    }
