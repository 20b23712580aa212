"""released.json, which lies with the cards: read with every doubt, written a card a line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from deckgen.model import Place, Problem
from deckgen.reading import read_file, shown_path
from deckgen.releases.model import Released
from deckgen.releases.shape import once, to_released

REMEDY = "restore the file from the last commit; only `deckgen release` writes it"


def path_of(cards: Path) -> Path:
    """Where the releases of a folder of cards are remembered."""
    return cards / "released.json"


def read_released(cards: Path) -> tuple[Released, list[Problem]]:
    """The releases of a folder of cards, none where there is no file, or what is wrong with it."""
    path = path_of(cards)
    if not path.exists():
        return Released(), []
    text = read_file(path)
    if isinstance(text, Problem):
        return Released(), [text]
    shown, lines = shown_path(path), _lines(text)
    try:
        return to_released(json.loads(text, object_pairs_hook=once), shown, lines), []
    except json.JSONDecodeError as error:
        line, what = error.lineno, error.msg
    except LookupError as error:
        name, why = error.args
        line, what = lines.get(name, 1), f"`{name}` {why}"
    except (ValueError, RecursionError) as error:
        line, what = 1, str(error)
    return Released(), [Problem(Place(shown, line), f"damaged: {what}", REMEDY)]


def write_released(cards: Path, released: Released) -> None:
    """Write the file anew."""
    tables: dict[str, Mapping[str, object]] = {
        "releases": released.times,
        "notetypes": {name: asdict(kind) for name, kind in sorted(released.types.items())},
        "cards": {
            identity: {"since": card.since, "release": card.release, **asdict(card.content)}
            for identity, card in sorted(released.cards.items())
        },
    }
    body = ",\n".join(_table(name, rows) for name, rows in tables.items())
    replace_file(path_of(cards), f"{{\n{body}\n}}\n")


def replace_file(path: Path, text: str) -> None:
    """Write a file so that whoever reads it, or interrupts, sees the old text or the new one."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _table(name: str, rows: Mapping[str, object]) -> str:
    lines = [f"{json.dumps(key)}: {json.dumps(rows[key], ensure_ascii=False)}" for key in rows]
    return f'"{name}": {{\n' + ",\n".join(lines) + "\n}"


def _lines(text: str) -> dict[str, int]:
    """The line that begins with each name; the last, for cards stand at the end."""
    rows = enumerate(text.split("\n"), 1)
    found = ((re.match(r'\s*"([^"]*)"\s*:', row), line) for line, row in rows)
    return {name[1]: line for name, line in found if name}
