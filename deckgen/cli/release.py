"""`deckgen release`: changed cards get the version and time of a release."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.options import (
    folder_options,
    folders,
    load,
    plural,
    print_problems,
    read_now,
    refuse_packaged,
)

if TYPE_CHECKING:
    from deckgen.checks.check import CheckedLibrary
    from deckgen.releases.model import Released


@click.command()
@folder_options
@click.option(
    "--changelog",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to tell learners in [default: CHANGELOG.md beside the folder of cards].",
)
@click.argument("version")
@click.pass_context
def release(
    ctx: click.Context,
    cards: Path | None,
    snippets: Path | None,
    changelog: Path | None,
    version: str,
) -> None:
    """Give every changed card the VERSION and time of a release, and list them in the changelog.

    The time is SOURCE_DATE_EPOCH, or else now. Refuses while a card is wrong, unproven or not read
    twice, and where nothing changed. Afterwards commit released.json with the changelog, and build.
    """
    now = read_now()
    cards, snippets = folders(cards, snippets)
    refuse_packaged(cards)
    checked = load(cards, snippets)
    print_problems(checked.problems)
    if checked.problems:
        click.echo("nothing was released", err=True)
        ctx.exit(1)
    _refuse_unread(ctx, checked)
    _refuse_version(version, checked.released)
    from deckgen.backends.anki.package import compile_library
    from deckgen.model import Problem
    from deckgen.releases import changelog as pages
    from deckgen.releases.file import path_of, write_released
    from deckgen.releases.update import compare
    from deckgen.releases.update import release as release_cards
    from deckgen.syntax.files import read_file, replace_file, shown_path

    compiled = compile_library(checked)
    update = compare(checked.released, compiled)
    if update.nothing:
        click.echo(f"nothing changed since {checked.released.last}: nothing to release", err=True)
        ctx.exit(1)
    page = changelog or cards.resolve().parent / "CHANGELOG.md"
    text = read_file(page) if os.path.lexists(page) else ""
    if isinstance(text, Problem):
        print_problems((text,))
        ctx.exit(1)
    section = pages.card_section(checked.library, update)
    # the changelog comes first: after an interruption, running this again writes both
    replace_file(page, pages.insert_section(text, version, section).encode())
    write_released(cards, release_cards(checked.released, compiled, update, version, now))
    for path in (page, path_of(cards)):
        click.echo(shown_path(path))
    corrected, retired = len(update.corrected), len(update.retired)
    click.echo(
        f"{version}: {len(update.new)} new, {corrected} corrected, {retired} retired", err=True
    )


def _refuse_unread(ctx: click.Context, checked: CheckedLibrary) -> None:
    """Refuse where a card was not read twice by somebody who did not write it."""
    from deckgen.snippets.readings import valid_readings

    cards = [card for card in checked.library.cards if not card.retired]
    times = {c: len(valid_readings(c, checked.readings, checked.snippet_library)) for c in cards}
    if unread := [card.id for card, n in times.items() if n < 2]:
        shown = ", ".join(unread[:10]) + (", …" if len(unread) > 10 else "")
        click.echo(f"{plural(len(unread), 'card')} not read twice: {shown}", err=True)
        click.echo("print a form with `deckgen read`; nothing was released", err=True)
        ctx.exit(1)


def _refuse_version(version: str, released: Released) -> None:
    from deckgen.releases.model import VERSION, version_key

    if not VERSION.fullmatch(version):
        raise click.UsageError(f"`{version}` isn't a version: write three numbers, like 0.2.0")
    last = released.last
    if version in released.times:
        raise click.UsageError(f"{version} was released already; the last release is {last}")
    if last and version_key(version) < version_key(last):
        raise click.UsageError(f"{version} is not after {last}, the last release")
