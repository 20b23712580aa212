"""`deckgen check`: every problem at once, as text, JSON or GitHub annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.options import folder_options, load, print_problems
from deckgen.model import Problem

if TYPE_CHECKING:
    from deckgen.checks.check import CheckedLibrary

DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = {**DATA, ":": "%3A", ",": "%2C"}
"""Characters that GitHub reads as the end of a message or of one of its properties."""
FORMS = ("text", "json", "github")


def annotate(problems: Iterable[Problem]) -> Iterator[str]:
    """Write a GitHub workflow command for each problem, with paths from the repository's root."""
    for problem in problems:
        facts = {
            "file": _from_root(problem.place.path),
            "line": str(problem.place.line),
            "title": problem.what,
        }
        given = ",".join(f"{key}={_escape(value, PROPERTY)}" for key, value in facts.items())
        yield f"::error {given}::{_escape(f'{problem.what}: {problem.remedy}', DATA)}"


def _escape(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)


def _from_root(path: str) -> str:
    """Return the path from the folder that holds `.git`; unchanged if there is none."""
    whole = Path(path).resolve()
    root = next((folder for folder in whole.parents if (folder / ".git").exists()), None)
    return whole.relative_to(root).as_posix() if root else path


@click.command()
@folder_options
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="`text` for people, one `json` object, or `github` annotations  [default: text]",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.pass_context
def check(
    ctx: click.Context, cards: Path | None, snippets: Path | None, form: str | None, as_json: bool
) -> None:
    """Look for everything that is wrong with the cards, and count how they are proven."""
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} exclude each other: give one")
    checked = load(cards, snippets)
    print_problems(checked.problems)
    counts = count_states(checked)
    if as_json or form == "json":
        click.echo(json.dumps(_report(checked, counts)))
    else:
        _say(checked, counts, on_github=form == "github")
    ctx.exit(1 if checked.problems else 0)


def _say(checked: CheckedLibrary, counts: dict[str, int], *, on_github: bool) -> None:
    if on_github:
        for line in annotate(checked.problems):
            click.echo(line)
    total = len(checked.library.cards)
    parts = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts.items())
    click.echo(f"{total} cards: {parts}")
    standings = count_standings(checked)
    click.echo(f"sentences: {', '.join(f'{n} {word}' for word, n in standings.items())}")
    read = count_read(checked)
    click.echo(f"cards read: {', '.join(f'{n} {word}' for word, n in read.items())}")
    cuda = ", ".join(
        f"{n} {word}" for word, n in checked.snippet_library.count_proofs("cuda").items()
    )
    click.echo(f"snippets on CUDA: {cuda}")
    if behind := cards_behind(checked):
        click.echo(f"not proven on torch {newest(checked)}: {', '.join(behind)}")


def count_states(checked: CheckedLibrary) -> dict[str, int]:
    """Count the cards in each state; the numbers add up to all cards."""
    from deckgen.snippets.state import ProofState

    count = Counter(checked.states[card.id] for card in checked.library.cards)
    return {str(state): count[state] for state in ProofState}


def count_standings(checked: CheckedLibrary) -> dict[str, int]:
    """Count the sentences of all answers by what they rest on."""
    from deckgen.snippets.witnesses import count_sentences

    count = count_sentences(checked.library.cards, checked.snippet_library)
    return {str(standing): n for standing, n in count.items()}


def count_read(checked: CheckedLibrary) -> dict[str, int]:
    """Count the cards that were read twice, once and never by somebody who did not write them."""
    from deckgen.snippets.readings import count_readings

    return count_readings(checked.library.cards, checked.readings, checked.snippet_library)


def newest(checked: CheckedLibrary) -> str:
    """Return the newest release of torch that a snippet was proven on."""
    from deckgen.snippets.state import newest_release

    return ".".join(map(str, newest_release(checked.snippet_library)))


def cards_behind(checked: CheckedLibrary) -> list[str]:
    """Return the ids of the cards whose proof is from an older torch than the newest."""
    from deckgen.snippets.state import is_behind

    return [card.id for card in checked.library.cards if is_behind(card, checked.snippet_library)]


def _report(checked: CheckedLibrary, counts: dict[str, int]) -> dict[str, object]:
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
        "sentences": count_standings(checked),
        "read": count_read(checked),
        "newest_torch": newest(checked),
        "not_proven_on_newest": cards_behind(checked),
    }
