"""`deckgen list`: the cards that match a query."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.options import folder_options, load, print_problems

if TYPE_CHECKING:
    from deckgen.checks.check import CheckedLibrary
    from deckgen.model import Card, Deck


@click.command("list")
@folder_options
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object a card.")
@click.argument("query", nargs=-1)
@click.pass_context
def list_cards(
    ctx: click.Context,
    cards: Path | None,
    snippets: Path | None,
    as_json: bool,
    query: tuple[str, ...],
) -> None:
    """List the cards that match QUERY: words, and id: deck: kind: level: tag: state: origin:.

    All terms must match; put `--` before a term that begins with `-`, which excludes.
    """
    from deckgen.cli.query import QueryError, find_cards, read_query

    try:
        terms = read_query(query)
    except QueryError as error:
        raise click.UsageError(str(error)) from error
    checked = load(cards, snippets)
    found = find_cards(terms, checked)
    if as_json:
        rows = [_row(checked, deck, card) for deck, card in found]
        click.echo(json.dumps(rows, indent=1))
    else:
        for _, card in found:
            click.echo(f"{card.place}  {card.id}  {card.question}")
    print_problems(checked.problems)
    ctx.exit(1 if checked.problems else 0)


def _row(checked: CheckedLibrary, deck: Deck, card: Card) -> dict[str, object]:
    return {
        "id": card.id,
        "deck": deck.name,
        "kind": card.kind,
        "level": card.level,
        "tags": list(deck.all_tags),
        "origin": list(card.origin),
        "state": checked.states[card.id],
        "path": card.place.path,
        "line": card.place.line,
        "snippets": list(card.snippets),
    }
