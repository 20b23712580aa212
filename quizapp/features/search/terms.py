"""Reads a search term: the key, and the value after it, become a predicate."""

from __future__ import annotations

import re
from collections.abc import Callable

from deckgen.model import Kind, Level
from deckgen.snippets.state import ProofState
from quizapp.features.search.lexer import QueryError, QuerySpan
from quizapp.features.search.predicates import (
    BELOW,
    MEASURES,
    STATES,
    Predicate,
    has_flag,
    has_name,
    has_text,
    read_clause,
    read_comparison,
    read_whole,
    state_name,
    was_introduced,
    was_rated,
)
from quizapp.features.search.wildcards import as_words, exactly, plain, within
from quizapp.scheduler.model import Grade


def read_term(key: QuerySpan | None, value: QuerySpan) -> Predicate:
    """The predicate of a term; raises QueryError for a term with a mistake."""
    if key is None:
        return has_text(within(value))
    name = plain(key).lower()
    if name not in READERS:
        remedy = f"the keys are {', '.join(READERS)}; write `\\:` to search for a colon"
        raise QueryError(f"`{key.text}:` isn't a key", remedy, key)
    if not value.text:
        example = EXAMPLES.get(name, "")
        raise QueryError(f"nothing follows `{key.text}:`", f"write what is meant{example}", key)
    return READERS[name](value)


def _read_state(value: QuerySpan) -> Predicate:
    state = value.text.lower()
    if state not in STATES:
        what, remedy = f"`is:` knows no `{value.text}`", f"write one of {', '.join(STATES)}"
        raise QueryError(what, remedy, value)
    return STATES[state]


def _read_property(value: QuerySpan) -> Predicate:
    name, sign, number = read_clause(value, (*MEASURES, "rated"))
    if name == "rated":
        days, grade = _days_and_grade(number)
        return was_rated(sign, read_whole(days, most=0), grade)
    return read_comparison(name, sign, number)


def _read_rated(value: QuerySpan) -> Predicate:
    days, grade = _days_and_grade(value)
    return was_rated(">", -max(1, read_whole(days, 0)), grade)


def _days_and_grade(value: QuerySpan) -> tuple[QuerySpan, Grade | None]:
    days, colon, _ = value.text.partition(":")
    if not colon:
        return value, None
    grade = read_whole(value.part(len(days) + 1), min(Grade), max(Grade))
    return value.part(0, len(days)), Grade(grade)


def _named(key: str) -> Callable[[QuerySpan], Predicate]:
    return lambda value: has_name(key, exactly(value, BELOW if key in ("deck", "tag") else ""))


def _one_of(key: str, choices: tuple[str, ...]) -> Callable[[QuerySpan], Predicate]:
    """A reader for a key with known names: a pattern that matches none of them is a mistake."""

    def read(value: QuerySpan) -> Predicate:
        pattern = exactly(value)
        if not any(map(pattern.match, choices)):
            what = f"`{key}:` knows no `{value.text}`"
            raise QueryError(what, f"write one of {', '.join(choices)}", value)
        return has_name(key, pattern)

    return read


def _read_tag(value: QuerySpan) -> Predicate:
    # The Anki package has the same tags below the deck's own name.
    prefix = re.match(r"torchdeck::(?=.)", value.text, re.IGNORECASE)
    return _named("tag")(value.part(prefix.end()) if prefix else value)


READERS: dict[str, Callable[[QuerySpan], Predicate]] = {
    "is": _read_state,
    "tag": _read_tag,
    "deck": _named("deck"),
    "kind": _one_of("kind", tuple(Kind)),
    "level": _one_of("level", tuple(Level)),
    "state": _one_of("state", tuple(map(state_name, ProofState))),
    "flag": lambda value: has_flag(read_whole(value, 0, 7)),
    "prop": _read_property,
    "rated": _read_rated,
    "introduced": lambda value: was_introduced(max(1, read_whole(value, 0))),
    "id": _named("id"),
    "see": _named("see"),
    "origin": _named("origin"),
    "w": lambda value: has_text(as_words(value)),
}
EXAMPLES = {"is": ", as in `is:due`", "prop": ", as in `prop:r<0.9`", "rated": ", as in `rated:7`"}
