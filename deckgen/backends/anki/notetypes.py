"""The two note types, whose ids are part of the contract with every learner's collection.

Anki knows a field or template by its id, so it may be renamed. None may be added, removed or
moved after the first release: an update would conflict with what learners have. So there are
spare ones.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files

import genanki

from deckgen.backends.anki.code_css import code_css

QUESTION_ID = 1732291200001
CLOZE_ID = 1732291200002
SHARED = ("Hints", "Back", "Proof", "Source", "Kind")
ENDING = ("Wrong", "My notes", "Unused 2", "Proven")
QUESTION_FIELDS = ("Id", "Question", "Front", *SHARED, "Typed", *ENDING)
CLOZE_FIELDS = ("Id", "Question", "Text", *SHARED, "Unused 1", *ENDING)
EDITOR = {
    "My notes": "Yours; shown below the answer. Empty again once a release corrects the card.",
    "Unused 1": "For a later version of the deck. Shown nowhere.",
    "Unused 2": "For a later version of the deck. Shown nowhere.",
}
"""What Anki's editor says in an empty field."""


@cache
def question_type() -> genanki.Model:
    """Return the note type of questions; its second template makes no card yet."""
    return genanki.Model(
        QUESTION_ID,
        "torchdeck",
        fields=_fields(QUESTION_FIELDS, QUESTION_ID),
        templates=[
            _template("Card", "front", "back", QUESTION_ID + 1000),
            _template("Spare", "spare_front", "back", QUESTION_ID + 2000),
        ],
        css=_css(),
    )


@cache
def cloze_type() -> genanki.Model:
    """Return the note type of clozes; Anki makes a card of every number."""
    return genanki.Model(
        CLOZE_ID,
        "torchdeck cloze",
        fields=_fields(CLOZE_FIELDS, CLOZE_ID),
        templates=[_template("Cloze", "cloze_front", "cloze_back", CLOZE_ID + 1000)],
        css=_css(),
        model_type=genanki.Model.CLOZE,
    )


def type_digests() -> dict[str, str]:
    """Return a hash of each note type by its name; another hash is an update in Anki."""
    return {kind.name: _digest(kind) for kind in (question_type(), cloze_type())}


def _digest(kind: genanki.Model) -> str:
    fields = [(field["name"], field["id"], field["description"]) for field in kind.fields]
    templates = [(t["name"], t["id"], t["qfmt"], t["afmt"]) for t in kind.templates]
    said = json.dumps([kind.model_id, kind.name, fields, templates, kind.css])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _fields(names: tuple[str, ...], base: int) -> list[dict[str, object]]:
    return [
        {"name": name, "id": base + 100 * (n + 1), "description": EDITOR.get(name, "")}
        for n, name in enumerate(names)
    ]


def _template(name: str, front: str, back: str, template_id: int) -> dict[str, object]:
    return {
        "name": name,
        "id": template_id,
        "qfmt": _read(f"{front}.html"),
        "afmt": _read(f"{back}.html"),
    }


def _css() -> str:
    return _read("card.css") + code_css()


def _read(name: str) -> str:
    return (files("deckgen.backends.anki") / "templates" / name).read_text(encoding="utf-8")
