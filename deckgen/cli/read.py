"""`deckgen read`: a form for a reading of cards, and the readings that were filled in."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.options import folder_options, folders, load, print_problems, read_now

if TYPE_CHECKING:
    from deckgen.checks.check import CheckedLibrary
    from deckgen.model import Card, Problem
    from deckgen.snippets.readings import Readings

HEAD = """\
# Did you write one of these cards? Then somebody else has to read it.
# Does the question have another right answer, or a wrong one that the checks accept?
# Try to find each sentence wrong: with other layers, dtypes and devices, with empty and one-element
# input, under no_grad. Write what you ran, and what came of it. If a sentence is wrong, correct the
# card first, and print its form again. Then enter this file: deckgen read --enter FILE
"""


@click.command()
@folder_options
@click.option("--enter", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Keep the readings of a form that was filled in.")  # fmt: skip
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.pass_context
def read(
    ctx: click.Context,
    cards: Path | None,
    snippets: Path | None,
    enter: Path | None,
    ids: tuple[str, ...],
) -> None:
    """Print a form for a reading of some cards, or of all that were not read twice."""
    if enter and ids:
        raise click.UsageError("--enter takes the cards from the form: give no ID")
    checked = load(cards, snippets)
    if enter is None:
        click.echo(_form(_chosen(checked, ids)), nl=False)
        return
    from deckgen.snippets.readings import path_of, write_readings

    path = path_of(folders(cards, snippets)[1])
    readings, problems = _enter(checked, enter, checked.readings)
    print_problems(tuple(problems))
    if problems:
        ctx.exit(1)
    write_readings(path, readings)
    click.echo(path)


def _chosen(checked: CheckedLibrary, ids: tuple[str, ...]) -> list[Card]:
    from deckgen.snippets.readings import valid_readings

    known = {str(card.id): card for card in checked.library.cards if not card.retired}
    if unknown := [word for word in ids if word not in known]:
        raise click.UsageError(f"there is no card `{unknown[0]}`")
    if ids:
        return [known[word] for word in ids]
    return [
        card
        for card in known.values()
        if len(valid_readings(card, checked.readings, checked.snippet_library)) < 2
    ]


def _form(cards: Iterable[Card]) -> str:
    from deckgen.snippets.readings import claims

    today = datetime.datetime.fromtimestamp(read_now(), datetime.UTC).date().isoformat()
    parts = [HEAD]
    for card in cards:
        parts.append(f'\n[[reading]]\ncard = "{card.id}"\ndate = "{today}"\n')
        for claim in claims(card):
            text = json.dumps(claim, ensure_ascii=False)
            parts.append(f'[[reading.tried]]\nsentence = {text}\ncounterexample = ""\n')
            parts.append('result = ""\n')
    return "".join(parts)


def _enter(
    checked: CheckedLibrary, form: Path, readings: Readings
) -> tuple[Readings, list[Problem]]:
    """Return the readings with those of a form, and what is wrong with the form."""
    from deckgen.model import CardId, Place, Problem
    from deckgen.snippets.readings import enter_reading, read_reading, untried
    from deckgen.syntax.files import read_file, shown_path

    text, shown = read_file(form), shown_path(form)
    if isinstance(text, Problem):
        return readings, [text]
    try:
        rows = [(str(row["card"]), read_reading(row)) for row in tomllib.loads(text)["reading"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, RecursionError) as error:
        what = f"this is not a form of readings: {error}"
        return readings, [Problem(Place(shown, 1), what, "print one with `deckgen read`")]
    known, problems = {card.id: card for card in checked.library.cards}, []
    for identity, reading in rows:
        lines = enumerate(text.split("\n"), 1)
        place = Place(shown, next((n for n, line in lines if f'"{identity}"' in line), 1))
        card = known.get(CardId(identity))
        if card is None:
            problems.append(Problem(place, f"there is no card `{identity}`", "correct the id"))
            continue
        for sentence in untried(card, reading):
            what = f"`{identity}`: no counterexample was tried for “{sentence}”"
            problems.append(Problem(place, what, "write what you tried, and what came of it"))
        readings = enter_reading(card, reading, readings, checked.snippet_library)
    return readings, problems
