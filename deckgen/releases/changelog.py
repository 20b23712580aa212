"""The section of CHANGELOG.md that tells learners which cards a release changes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from deckgen.model import CardId, Library
from deckgen.releases.model import VERSION
from deckgen.releases.update import Update

TITLE = "### Cards"
UNRELEASED = "## Unreleased"
START = "# Changelog\n\nWhat changes for you who study. Newest first.\n"
WIDTH = 108


def card_section(library: Library, update: Update) -> str:
    """Return what is new, corrected, retired and moved, as Markdown under its own heading."""
    return "\n".join((TITLE, "", *_lines(library, update)))


def insert_section(changelog: str, version: str, section: str) -> str:
    """Put the section at the end of its version, whose heading takes the place of *Unreleased*.

    Without either heading, one is added. A section that is there already is replaced, so that an
    interrupted release can be run again.
    """
    ending = "\r\n" if "\r\n" in changelog else "\n"
    lines = (changelog.replace("\r\n", "\n") or START).split("\n")
    heads = {n: _version(line) for n, line in enumerate(lines) if line.startswith("## ")}
    start = next((n for n, found in heads.items() if found == version), None)
    if start is None and UNRELEASED in lines:
        start = lines.index(UNRELEASED)
        lines[start] = f"## {version}"
    if start is None:
        start = next((n for n, found in heads.items() if found), len(lines))
        lines[start:start] = [f"## {version}", ""]
    end = next((n for n in range(start + 1, len(lines)) if lines[n].startswith("## ")), len(lines))
    body = _without_section(lines[start:end])
    parts = ("\n".join(lines[:start]), "\n".join(body), section, "\n".join(lines[end:]))
    text = "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"
    return text.replace("\n", ending)


def _version(heading: str) -> str | None:
    found = VERSION.search(heading)
    return found[0] if found else None


def _without_section(lines: list[str]) -> list[str]:
    if TITLE not in lines:
        return lines
    start = lines.index(TITLE)
    rest = range(start + 1, len(lines))
    return lines[:start] + lines[next((n for n in rest if lines[n].startswith("#")), len(lines)) :]


def _lines(library: Library, update: Update) -> Iterator[str]:
    for move in update.moves:
        cards = "" if move.renamed else f" ({_ids(move.cards)})"
        yield from _item(f"`{move.old}` is now `{move.new}`{cards}: {move.remedy}.")
    first = len(update.new) == len(library.cards)  # of a first release, no ids are listed
    for deck in library.decks:
        if new := [card.id for card in deck.cards if card.id in update.new]:
            yield from _item(f"{len(new)} new in {deck.name}{'' if first else f': {_ids(new)}'}.")
    by_parts: dict[tuple[str, ...], list[CardId]] = {}
    for identity, parts in update.corrected.items():
        by_parts.setdefault(parts, []).append(identity)
    for parts, changed in by_parts.items():
        yield from _item(f"{len(changed)} changed in {_and(parts)}: {_ids(changed)}.")
    for card in library.cards:
        if card.id in update.retired:
            yield from _item(f"Retired `{card.id}`: {card.retired}")
    if update.types and not first:
        yield from _item("All cards look different: templates or styles changed.")


def _item(text: str) -> list[str]:
    return textwrap.wrap(
        f"- {text}",
        WIDTH,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _ids(cards: Iterable[CardId]) -> str:
    return ", ".join(f"`{identity}`" for identity in cards)


def _and(parts: tuple[str, ...]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last
