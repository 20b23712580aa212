"""`deckgen sync`, `new` and `import`: the commands that write card files."""

from __future__ import annotations

from pathlib import Path

import click

from deckgen.cli.options import folder_options, folders, load, print_problems, refuse_packaged
from deckgen.model import CardId, Kind, Level, Place


@click.command()
@folder_options
@click.pass_context
def sync(ctx: click.Context, cards: Path | None, snippets: Path | None) -> None:
    """Rewrite quoted code and output; propose a place for words that no check quotes."""
    from deckgen.authoring.propose import propose_quotations
    from deckgen.authoring.sync import sync_library
    from deckgen.syntax.deck_toml import Proof

    cards, snippets = folders(cards, snippets)
    refuse_packaged(cards)
    for path in sync_library(cards, snippets):
        click.echo(path)
    checked = load(cards, snippets)
    every = checked.proof is Proof.SENTENCES
    library = checked.snippet_library
    if proposed := propose_quotations(checked.library.cards, library, every=every):
        for path in proposed:
            click.echo(path)
        checked = load(cards, snippets)
    print_problems(checked.problems)
    ctx.exit(1 if checked.problems else 0)


@click.command()
@folder_options
@click.argument("topic")
@click.argument("card_id", metavar="ID")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    required=True,
    help="What the card asks.",
)
@click.option(
    "--level", type=click.Choice([level.value for level in Level]), default="mid", show_default=True
)
def new(
    cards: Path | None, snippets: Path | None, topic: str, card_id: str, kind: str, level: str
) -> None:
    """Begin a card in cards/TOPIC.md and the snippet that will prove it."""
    from deckgen.authoring.new_card import DEVICE, KEPT, TOPIC, RefusedError, new_card, scaffold
    from deckgen.syntax.files import shown_path
    from deckgen.syntax.heading import ID
    from deckgen.syntax.library import load_library

    if not TOPIC.fullmatch(topic):
        raise click.UsageError(f"`{topic}` isn't a topic: use lower case words joined by `_`")
    if not ID.fullmatch(card_id):
        raise click.UsageError(f"`{card_id}` isn't a card id: use lower case words joined by `-`")
    if topic in KEPT:
        raise click.UsageError(f"`{topic}` holds no snippets of cards: choose another topic")
    for name in (topic, card_id):
        if DEVICE.fullmatch(name):
            raise click.UsageError(f"`{name}` isn't a file name on Windows: choose another")
    cards, snippets = folders(cards, snippets)
    refuse_packaged(cards)
    card = scaffold(CardId(card_id), Kind(kind), Level(level), topic)
    library, _ = load_library(cards)
    try:
        written = new_card(library, cards, snippets, topic, card)
    except RefusedError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        where = error.filename or cards
        raise click.UsageError(f"cannot write {where}: {error.strerror}") from error
    for path in written:
        click.echo(shown_path(path))
    first = Place(shown_path(written[0]), 1)
    for problem in load_library(cards)[1]:
        if problem.place == first:  # the file may have no place in the study order
            click.echo(str(problem), err=True)
    click.echo("Write both, then run `make record prove` and `deckgen sync`.", err=True)


@click.command("import")
@click.argument("document", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("drafts"),
    show_default=True,
    help="The folder to write draft cards to.",
)
@click.pass_context
def import_document(ctx: click.Context, document: Path, into: Path) -> None:
    """Make draft cards of a messy question-and-answer DOCUMENT, and list every doubtful place."""
    from deckgen.importer import read_drafts, write_drafts
    from deckgen.syntax.files import shown_path

    try:
        text = document.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{document} is not UTF-8: save it as UTF-8") from error
    except OSError as error:
        raise click.UsageError(f"cannot read {document}: {error.strerror}") from error
    drafts = read_drafts(text, shown_path(document))
    try:
        written = write_drafts(drafts, into)
    except OSError as error:
        where = error.filename or into
        why = f"cannot write {where}: {error.strerror}" if error.strerror else str(error)
        raise click.UsageError(why) from error
    for path in written:
        click.echo(shown_path(path))
    for doubt in drafts.doubts:
        click.echo(str(doubt), err=True)
    click.echo(f"{len(written)} drafts, {len(drafts.doubts)} doubtful places", err=True)
    ctx.exit(0 if written else 1)
