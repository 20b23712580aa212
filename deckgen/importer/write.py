"""Drafts as card files, to be proven and rewritten one by one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from deckgen.importer.escape import escape_answer, escape_line
from deckgen.syntax.fields import ORIGIN
from deckgen.syntax.parser import parse_deck

if TYPE_CHECKING:
    from pathlib import Path

    from deckgen.importer.read import Draft, Drafts

WORDS = 12
"""How many words of a question make its id."""
CARD = """\
---
deck: Drafts
---

# Drafts

## {question} {{#{id} .recall .junior}}

---

{answer}

:unproven: draft imported from {place}, not yet checked
"""


def write_drafts(drafts: Drafts, folder: Path) -> list[Path]:
    """Write one card file a draft; raises FileExistsError, with nothing written, for one there."""
    origins = [_origin(draft) for draft in drafts.drafts]
    slugs = [slug(draft.question) for draft in drafts.drafts]
    names = _distinct("-".join(filter(None, pair)) for pair in zip(origins, slugs, strict=True))
    paths = [folder / f"{name}.md" for name in names]
    for path in paths:
        if path.exists():
            raise FileExistsError(f"{path} is there already; move it away or name another folder")
    ids = _distinct(slugs, taken=_ids(folder))
    if paths:
        folder.mkdir(parents=True, exist_ok=True)
    for path, card_id, origin, draft in zip(paths, ids, origins, drafts.drafts, strict=True):
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_card_text(draft, card_id, origin))
    return paths


def slug(question: str) -> str:
    """A card id made of a question's first words."""
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return "-".join(words[:WORDS])[:72].strip("-") or "draft"


def _card_text(draft: Draft, card_id: str, origin: str) -> str:
    answer = draft.answer if draft.answer.strip() else "There is no answer yet."
    parts = {
        "question": escape_line(draft.question) or "?",
        "id": card_id,
        "place": escape_line(str(draft.place)),
    }
    last = f":origin: {origin}\n" if ORIGIN.fullmatch(origin) else ""
    return CARD.format(answer=escape_answer(answer), **parts) + last


def _origin(draft: Draft) -> str:
    return "" if draft.number is None else f"q{draft.number:02}"


def _distinct(names: Iterable[str], taken: Collection[str] = ()) -> list[str]:
    """The names, with `-2`, `-3` and so on behind those used before."""
    used, distinct = set(taken), []
    counts: Counter[str] = Counter()
    for name in names:
        free = name
        while free in used:
            counts[name] += 1
            free = f"{name}-{counts[name] + 1}"
        used.add(free)
        distinct.append(free)
    return distinct


def _ids(folder: Path) -> set[str]:
    """The card ids of the files in a folder."""
    files = [path for path in sorted(folder.glob("*.md")) if path.is_file()]
    decks = (parse_deck(path.read_bytes().decode(errors="replace"), "")[0] for path in files)
    return {card.id for deck in decks for card in deck.cards}
