"""Check names of torch in code spans: each must have been looked up in torch."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deckgen.model import Place, Problem
from deckgen.syntax.files import read_file
from deckgen.syntax.parsed_file import ParsedFile

SHORT = {"nn": "torch.nn", "F": "torch.nn.functional", "optim": "torch.optim"}
NAME = re.compile(r"(?<![\w.])(torch|nn|F|optim)((?:\.[A-Za-z_]\w*)+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of torch that prose mentions, with a keyword argument if it is called with one."""

    name: str
    """`torch.tensor`, or `torch.tensor(dtype=)`."""
    place: Place


def find_mentions(file: ParsedFile) -> Iterator[Mention]:
    """Find every name of torch in the code spans of a card file; code in fences is run instead."""
    for line, code in file.code_spans:
        yield from (Mention(name, Place(file.path, line)) for name in names_in(code))


def names_in(code: str) -> list[str]:
    """Return the full names in a code span, and those with the keyword arguments of each call."""
    names = [_full(found[1], found[2]) for found in NAME.finditer(code)]
    try:
        return [*names, *_keywords_in(code)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return names


def _keywords_in(code: str) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an odd escape in a string is not a name
        tree = ast.parse(code.replace("…", "..."))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (found := NAME.fullmatch(ast.unparse(node.func))):
            full = _full(found[1], found[2])
            yield from (f"{full}({keyword.arg}=)" for keyword in node.keywords if keyword.arg)


def _full(root: str, rest: str) -> str:
    return SHORT.get(root, root) + rest


def read_names(path: Path) -> dict[str, bool]:
    """Read which names torch has, as last looked up; empty if the list is missing or damaged."""
    text = read_file(path)
    try:
        names = {} if isinstance(text, Problem) else json.loads(text)["names"]
        return {str(name): found is True for name, found in dict(names).items()}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def name_problems(
    mentions: list[Mention], names: dict[str, bool], absent: frozenset[str]
) -> Iterator[Problem]:
    """Check the mentions; `absent` are names that cards mention because torch lacks them."""
    for mention in mentions:
        known = names.get(mention.name)
        if known is None:
            what = f"`{mention.name}` was never looked up in torch"
            yield Problem(mention.place, what, "run `make prove`")
        elif known and mention.name in absent:
            what = f"torch has `{mention.name}`, which deck.toml calls absent"
            yield Problem(mention.place, what, "remove it from `absent`, and correct the card")
        elif not known and mention.name not in absent:
            remedy = "correct it; if the card is about its absence, add it to `absent` in deck.toml"
            yield Problem(mention.place, f"torch has no `{mention.name}`", remedy)
