"""Check compiled fields: no scripts, foreign files, inline colours or bad characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from deckgen.model import Card, Problem
from deckgen.syntax.files import bad_character

FORBIDDEN = {"script", "style", "link", "base", "meta", "iframe", "object", "embed", "form"}
LOADING = {"src", "srcset", "href", "xlink:href", "data", "poster", "background"}
COLORED = {"style", "color", "bgcolor", "background"}
REMEDY = "write it in Markdown; the style is in deckgen/backends/anki/templates/card.css"


def lint_fields(card: Card, values: Mapping[str, str]) -> list[Problem]:
    """Return every problem of a card's compiled fields, each with the field's name."""
    return [
        Problem(card.place, f"{what} in the field `{name}`", remedy)
        for name, html in values.items()
        for what, remedy in _faults(html)
    ]


def _faults(html: str) -> Iterator[tuple[str, str]]:
    reader = _Tags()
    reader.feed(html)
    reader.close()
    yield from ((what, REMEDY) for what in reader.faults)
    for line in html.split("\n"):
        if bad := bad_character(line):
            yield bad


class _Tags(HTMLParser):
    """A reader of a field's tags that decodes entities as a browser does."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and its attributes where they are forbidden."""
        if tag in FORBIDDEN:
            self.faults.append(f"the tag <{tag}>")
        for name, value in attrs:
            self.faults += _attribute_faults(tag, name, "".join((value or "").split()).lower())


def _attribute_faults(tag: str, name: str, value: str) -> list[str]:
    if name.startswith("on") or value.startswith(("javascript:", "vbscript:")):
        return [f"a script in `{name}=`"]
    if name in COLORED:
        return [f"a style of its own in `{name}=`"]
    if name in LOADING and (tag, name) != ("a", "href") and ("//" in value or "data:" in value):
        return [f"a foreign file in `{name}=`"]
    return []
