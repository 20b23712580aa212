"""`deckgen build`: cards become an Anki package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deckgen.cli.options import folder_options, folders, load, plural, print_problems, read_now

if TYPE_CHECKING:
    from deckgen.checks.check import CheckedLibrary
    from deckgen.releases.update import Forecast, Update

DEFAULT = Path("dist/pytorch-interview.apkg")


@click.command()
@folder_options
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    default=DEFAULT,
    show_default=True,
    help="Where to write the package.",
)
@click.option("--released", is_flag=True, help="Refuse while a change is not released.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def build(
    ctx: click.Context,
    cards: Path | None,
    snippets: Path | None,
    output: Path,
    released: bool,
    as_json: bool,
) -> None:
    """Compile the cards into an Anki package; refuses while a card is wrong or unproven.

    A note carries the time of the release that last changed it. What is not released carries the
    time in SOURCE_DATE_EPOCH, or else now.
    """
    now = read_now()
    if output.suffix != ".apkg":
        raise click.UsageError(f"Anki imports `.apkg` files only: name {output} so")
    facts = _build(ctx, *folders(cards, snippets), output, now, released)
    for line in facts.pop("told"):
        click.echo(line, err=True)
    click.echo(json.dumps({"path": str(output), "stamp": now} | facts) if as_json else output)


def _build(
    ctx: click.Context, cards: Path, snippets: Path, output: Path, now: int, released: bool
) -> dict[str, Any]:
    """Write the package; returns the facts for `--json` and the lines to print to stderr."""
    checked = load(cards, snippets)
    print_problems(checked.problems)
    if checked.problems:
        click.echo("nothing was built", err=True)
        ctx.exit(1)
    from deckgen.backends.anki.package import IdCollisionError, compile_library, write_dated
    from deckgen.releases.update import compare, forecast, times_of

    compiled = compile_library(checked)
    update = compare(checked.released, compiled)
    told = _unreleased(checked, update)
    if released and not update.nothing:
        click.echo("\n".join((*told, "nothing was built")), err=True)
        ctx.exit(1)
    try:
        with _writing(output):
            times = times_of(checked.released, update, now)
            notes = write_dated(checked, compiled, output, times)
    except IdCollisionError as error:
        raise click.ClickException(str(error)) from error
    expected = forecast(checked.released, compiled, update)
    counts = {"notes": notes, "unreleased": len(update.cards)} | asdict(expected)
    return counts | {"told": [*told, _log(expected, notes), *_not_reached(expected, update)]}


@contextmanager
def _writing(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror}") from error


def _unreleased(checked: CheckedLibrary, update: Update) -> list[str]:
    """Say what a learner's next import would bring although no release has it."""
    if checked.released.last is None:
        remedy = "run `deckgen release VERSION`, or each package overwrites learners' own edits"
        return [f"no release is remembered: all notes are dated now: {remedy}"]
    lines = [f"{move.old} is now {move.new}: tell learners: {move.remedy}" for move in update.moves]
    parts = [plural(len(update.cards), "card")] if update.cards else []
    parts += [plural(len(update.types), "note type")] if update.types else []
    if parts:
        lines.append(f"{' and '.join(parts)} changed since {checked.released.last}, dated now")
    return lines


def _not_reached(expected: Forecast, update: Update) -> list[str]:
    """Say to whom the corrections don't come; docs/anki.md has the remedies."""
    lines = []
    if expected.over and expected.updated:
        lines.append(
            f"a learner who edited or tagged such a card since {expected.over} keeps the old one, "
            "and one who added a field or template gets none: docs/anki.md has the remedies"
        )
    if update.retired:
        retired = plural(len(update.retired), "card")
        lines.append(f"{retired} retired: learners who have it keep it, new learners don't get it")
    return lines


def _log(expected: Forecast, notes: int) -> str:
    who = f"over {expected.over}" if expected.over else "for a new learner"
    return (
        f"{plural(notes, 'note')}; {who}, Anki will say: {expected.new} new, "
        f"{expected.updated} updated, {expected.unchanged} unchanged"
    )
