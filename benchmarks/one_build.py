"""One build in a process of its own; prints as JSON what it took once all was imported.

python one_build.py raw PACKAGE OUT.apkg      genanki alone, writing the notes of PACKAGE
python one_build.py deckgen CARDS OUT.apkg    `deckgen build`
python one_build.py multiply FOLDER NOTES     not a build: a deck of so many notes
"""

from __future__ import annotations

import json
import resource
import sqlite3
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

NOTES = """select n.mid, n.flds, n.guid, n.tags, min(c.due), c.did
           from notes n join cards c on c.nid = n.id group by n.id order by min(c.due)"""


def raw(package: str, out: str) -> Callable[[], object]:
    """What genanki's own manual would have one write, given every field."""
    import genanki

    notes, decks, types = _read_package(package)
    models = {int(number): _model(genanki, facts) for number, facts in types.items()}

    def build() -> None:
        made = {number: genanki.Deck(number, name) for number, name in decks.items()}
        for kind, fields, guid, tags, due, deck in notes:
            values = {"fields": fields, "guid": guid, "tags": tags, "due": due}
            made[deck].add_note(genanki.Note(model=models[kind], **values))
        genanki.Package(list(made.values())).write_to_file(out)

    return build


def deckgen(cards: str, out: str) -> Callable[[], object]:
    """The command, with all that it may import already there."""
    import platformdirs  # noqa: F401
    import pygments.lexers.python
    import pygments.token  # noqa: F401

    import deckgen.backends.anki.package  # noqa: F401
    from deckgen.cli import main

    return lambda: main(["build", "--cards", cards, "-o", out], standalone_mode=False)


def _model(genanki: Any, facts: dict[str, Any]) -> Any:
    names = {"fields": "flds", "templates": "tmpls", "css": "css", "model_type": "type"}
    values = {ours: facts[theirs] for ours, theirs in names.items()}
    return genanki.Model(int(facts["id"]), facts["name"], **values)


def _read_package(package: str) -> tuple[list[Any], dict[int, str], dict[str, Any]]:
    with zipfile.ZipFile(package) as archive, closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(archive.read("collection.anki2"))
        types, decks = map(json.loads, database.execute("select models, decks from col").fetchone())
        notes = [
            (kind, fields.split("\x1f"), guid, tags.split(), due, deck)
            for kind, fields, guid, tags, due, deck in database.execute(NOTES)
        ]
    used = {note[-1] for note in notes}
    return notes, {int(n): deck["name"] for n, deck in decks.items() if int(n) in used}, types


def main() -> None:
    """Run what the command line names."""
    what, *arguments = sys.argv[1:]
    if what == "multiply":
        from multiply import write_library

        write_library(Path(arguments[0]), int(arguments[1]))
        return
    build = {"raw": raw, "deckgen": deckgen}[what](*arguments)
    wall, cpu = time.perf_counter(), time.process_time()
    build()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # KiB on Linux
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak / 1024}), file=sys.stderr)


if __name__ == "__main__":
    main()
