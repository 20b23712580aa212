"""The .apkg file: notes and media, the same bytes for the same cards."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import genanki

from deckgen.backends.anki.compile import compile_cards, deck_name
from deckgen.backends.anki.fields import tags_of
from deckgen.backends.anki.note import Note, make_note, note_id
from deckgen.backends.anki.notetypes import type_digests
from deckgen.checks.check import CheckedLibrary
from deckgen.checks.images import Picture
from deckgen.releases.model import Compiled
from deckgen.releases.update import Times, compare, times_of
from deckgen.render.html import to_text_html

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
LEVEL = 6
"""Level 9 takes three times as long and saves two bytes in a hundred."""


def pack_media(pictures: Iterable[Picture]) -> dict[str, bytes]:
    """Return the zip members of the pictures, each once, in the order of their names."""
    contents = {picture.name: picture.content for picture in pictures}
    names = sorted(contents)
    listed = json.dumps({str(n): name for n, name in enumerate(names)})
    return {"media": listed.encode(), **{str(n): contents[name] for n, name in enumerate(names)}}


class IdCollisionError(ValueError):
    """Two cards would be one note; the message names them and the remedy."""


def write_package(checked: CheckedLibrary, path: Path, now: int) -> int:
    """Write the package and return its number of notes.

    A released note carries the time of its release; any other is dated `now`, in seconds since
    1970, or later: importing over an older package updates a note only where its time is greater.
    """
    compiled = compile_library(checked)
    update = compare(checked.released, compiled)
    return write_dated(checked, compiled, path, times_of(checked.released, update, now))


def compile_library(checked: CheckedLibrary) -> Compiled:
    """Compile the cards and note types of a library as a package made now would hold them."""
    return compile_cards(checked, type_digests())


def write_dated(checked: CheckedLibrary, compiled: Compiled, path: Path, times: Times) -> int:
    """Write the package with the times given, and return its number of notes."""
    decks = make_decks(checked, compiled, times)
    notes = [note for deck in decks for note in deck.notes]
    _forbid_id_collisions(notes)
    database = _make_database(genanki.Package(decks), times)
    path.parent.mkdir(parents=True, exist_ok=True)
    media = pack_media(checked.pictures.values())
    _zip(path, {"collection.anki2": database, **media})
    return len(notes)


def make_decks(checked: CheckedLibrary, compiled: Compiled, times: Times) -> list[genanki.Deck]:
    """Make the deck and one subdeck per topic, whose notes are numbered over the whole library."""
    library, position = checked.library, 0
    parent = genanki.Deck(deck_id(library.name), library.name, description_of(checked))
    decks = [parent]
    for topic in library.decks:
        name = deck_name(library, topic)
        deck = genanki.Deck(deck_id(name), name)
        for card in topic.cards:
            position += 1
            values, past = compiled.fields[card.id], checked.released.cards.get(card.id)
            tags = tags_of(card, topic, past.since if past else "")
            deck.add_note(make_note(card, values, tags, position, times.notes[card.id]))
        decks.append(deck)
    return decks


def description_of(checked: CheckedLibrary) -> str:
    """Return what Anki shows below the deck's name: its version, what is new in it, its address."""
    library, released = checked.library, checked.released
    cards = [card for card in library.cards if not card.retired]
    last = released.last
    parts = [f"{len(cards)} cards · version {last}" if last else f"{len(cards)} cards · unreleased"]
    past = [released.cards[card.id] for card in cards if card.id in released.cards]
    new = sum(each.since == last for each in past)
    corrected = sum(each.release == last for each in past) - new
    if last and len(released.times) > 1:
        parts.append(f"New in {last}: {new} · corrected: {corrected}")
    if library.home:
        address = to_text_html(library.home)
        parts.append(f'Updates and error reports: <a href="{address}">{address}</a>')
    return "<br>".join(parts)


def deck_id(name: str) -> int:
    """Return a deck's id, made from its name, because Anki matches decks by name."""
    return 2**40 + int.from_bytes(hashlib.sha256(name.encode()).digest()[:5], "big")


def _forbid_id_collisions(notes: list[Note]) -> None:
    first: dict[object, Note] = {}
    for note in notes:
        for identity in (note.guid, note_id(note.guid)):
            if (other := first.setdefault(identity, note)) is not note:
                raise IdCollisionError(
                    f"`{other.fields[0]}` and `{note.fields[0]}` would be one note in Anki: "
                    "their ids give one number: give another id to the one that is not released"
                )


def _make_database(package: genanki.Package, times: Times) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        cursor = connection.cursor()
        package.write_to_db(cursor, 1, iter(()))  # every note and note type has a time of its own
        _date_types(cursor, times.types)
        connection.commit()
        connection.execute("VACUUM")
        return connection.serialize()


def _date_types(cursor: sqlite3.Cursor, times: dict[str, int]) -> None:
    """Give each note type its own time, because genanki writes one time for all."""
    kinds = json.loads(cursor.execute("SELECT models FROM col").fetchone()[0])
    for kind in kinds.values():
        kind["mod"] = times[kind["name"]]
    cursor.execute("UPDATE col SET models = ?", (json.dumps(kinds),))


def _zip(path: Path, members: dict[str, bytes]) -> None:
    """Zip without the clock, the machine and the user in it."""
    part = path.with_name(f"{path.name}.part")  # a reader sees the old package or the new one
    with zipfile.ZipFile(part, "w") as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, LEVEL)
    part.replace(path)
