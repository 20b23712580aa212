"""The keys the quiz comes with, and what is wrong with those a learner gives it instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import combinations

DEFAULT_KEYS = {
    "quit": "q",
    "home-start": "enter,space",
    "home-ahead": "a",
    "home-more-new": "n",
    "home-cram": "c",
    "home-browse": "slash",
    "home-interview": "i",
    "home-mock": "m",
    "home-statistics": "s",
    "home-settings": "o",
    "home-help": "question_mark",
    "review-advance": "space,enter",
    "review-hint": "h",
    "review-again": "1",
    "review-hard": "2",
    "review-good": "3",
    "review-easy": "4",
    "review-undo": "u",
    "review-bury": "b,minus",
    "review-suspend": "at",
    "review-flag": "f",
    "review-answer": "t",
    "review-prove": "x",
    "review-report": "exclamation_mark",
    "answer-check": "ctrl+s,f5",
    "answer-editor": "ctrl+o,f4",
    "answer-leave": "escape",
    "proof-close": "escape",
    "report-write": "ctrl+s,f5",
    "report-close": "escape",
    "review-details": "i",
    "review-edit": "e",
    "review-pause": "p",
    "review-help": "question_mark",
    "review-home": "escape",
    "pause-resume": "space,enter,escape,p",
    "help-leave": "escape,question_mark,space,enter",
    "browse-search": "slash",
    "browse-preview": "enter",
    "browse-details": "i",
    "browse-choose": "space",
    "browse-choose-all": "a",
    "browse-suspend": "@",
    "browse-bury": "b",
    "browse-flag": "f",
    "browse-set-due": "d",
    "browse-reset": "R",
    "browse-undo": "u",
    "browse-sort": "s",
    "browse-reverse": "S",
    "browse-next": "j",
    "browse-previous": "k",
    "browse-edit": "e",
    "browse-copy": "c",
    "browse-open": "o",
    "browse-keys": "question_mark",
    "browse-home": "escape",
    "preview-next": "right,j,space",
    "preview-previous": "left,k",
    "preview-copy": "c",
    "preview-open": "o",
    "preview-close": "escape,enter",
    "details-close": "escape,enter,i",
    "choice-leave": "escape",
    "confirm-yes": "y",
    "confirm-no": "n,escape",
    "summary-undo": "u",
    "summary-home": "escape,enter",
    "cram-advance": "space,enter",
    "cram-hint": "h",
    "cram-again": "1",
    "cram-hard": "2",
    "cram-good": "3",
    "cram-easy": "4",
    "cram-answer": "t",
    "cram-undo": "u",
    "cram-end": "escape",
    "cramend-missed": "m",
    "cramend-back": "u",
    "cramend-home": "escape,enter",
    "mock-advance": "space,enter",
    "mock-hint": "h",
    "mock-answer": "t",
    "mock-pause": "p",
    "mock-again": "1",
    "mock-hard": "2",
    "mock-good": "3",
    "mock-easy": "4",
    "mock-yes": "y",
    "mock-no": "n",
    "mock-undo": "u",
    "mock-end": "escape",
    "mockreport-yes": "y",
    "mockreport-no": "n",
    "mockreport-back": "u",
    "mockreport-home": "escape,enter",
    "interview-date": "d",
    "interview-clear": "x",
    "interview-home": "escape,enter",
    "settings-save": "ctrl+s,f5",
    "settings-leave": "escape",
    "statistics-back": "escape",
    "theme": "ctrl+t",
}
"""The keys of every binding id; what stands before the hyphen is the screen they are pressed on."""

MODAL = frozenset({"pause", "proof", "report", "help", "choice", "confirm", "details", "settings"})
"""The screens above another, where no key of the whole quiz works."""
NAMED = frozenset(["space", "enter", "escape", "tab", "backspace", "delete", "insert"]) | {
    f"f{number}" for number in range(1, 13)
}
"""Keys without a character; those that scroll are missing, since they always scroll."""
MODIFIERS = frozenset({"ctrl", "alt", "shift"})
TAKEN = frozenset({"ctrl+c", "ctrl+p", "ctrl+q"})
"""Keys that every screen has already."""
RETIRED = frozenset({"review-reset", "review-set-due", "review-copy", "review-open"})
"""Ids of earlier versions: a learner's settings may still hold them, and they do nothing."""
EVERYWHERE = frozenset({"quit", "theme"})
"""The bindings that every screen has."""
SHORT_NAMES = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+"} | {
    "underscore": "_"
}
"""The characters whose name is not the one Unicode gives them."""


def wrong_keys(keys: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each binding id a learner's keys are wrong for, what is wrong, and the remedy."""
    for binding, names in keys.items():
        if binding in RETIRED:
            continue
        if binding not in DEFAULT_KEYS:
            what = f"the key `{binding}` is unknown and does nothing"
            yield binding, what, say_nearest(binding, DEFAULT_KEYS)
        elif not all(map(_can_be_pressed, names.split(","))):
            remedy = "write one character, space, enter, escape, tab, f1 to f12, or ctrl+ and one"
            default = DEFAULT_KEYS[binding]
            yield binding, f"`{binding}` cannot be on `{names}`, so it is on `{default}`", remedy
    bound = {
        binding: frozenset(map(character_of, keys.get(binding, names).split(",")))
        for binding, names in DEFAULT_KEYS.items()
    }
    for one, other in combinations(bound, 2):
        if _meet(one, other) and bound[one] & bound[other]:
            changed, kept = (other, one) if other in keys else (one, other)
            what = f"`{changed}` is on `{keys[changed]}`, and so is `{kept}`"
            remedy = f"give one of them another key; until then it is on `{DEFAULT_KEYS[changed]}`"
            yield changed, what, remedy


def say_nearest(name: str, names: Iterable[str]) -> str:
    """The remedy for an unknown name: the one that comes nearest, if any does."""
    near = get_close_matches(name, names, n=1)
    return f"write `{near[0]}`" if near else "delete it"


def _meet(one: str, other: str) -> bool:
    """Whether two bindings can be pressed on the same screen."""
    screens = {binding.partition("-")[0] for binding in (one, other)}
    return len(screens) == 1 or not (EVERYWHERE.isdisjoint(screens) or screens & MODAL)


def _can_be_pressed(name: str) -> bool:
    name = name.strip()
    *modifiers, key = name.split("+") if len(name) > 1 else [name]
    known = len(character_of(key)) == 1 or key in NAMED
    return known and name not in TAKEN and MODIFIERS.issuperset(modifiers)


def typed_by(name: str) -> str | None:
    """The character that a key types into a field; None where it types none."""
    character = " " if name == "space" else character_of(name)
    return character if len(character) == 1 else None


def character_of(name: str) -> str:
    """The character a key is named after, so that `?` is seen to be `question_mark`."""
    name = name.strip()
    if name in NAMED:
        return name
    try:
        return SHORT_NAMES.get(name) or unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return name
