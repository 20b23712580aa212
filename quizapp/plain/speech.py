"""Words as they are read aloud: sentences without signs, and Markdown without its marks."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from quizapp.collection.markdown import screen_dialect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SIGNS = {" · ": ", ", " → ": " to ", " – ": " none "}
FIXED = "\xa0"
"""A space at which no line ends."""
ENDLESS = 10**6
"""The width of lines that are wrapped later."""
CODE = ("code_block", "fence")
LABELS = {"text": "Text", "diff": "Changes"}
"""The label of a fence by the language it names; anything else is code."""


def spoken(text: str) -> str:
    """A sentence of the quiz without signs or columns."""
    text = f" {' '.join(text.split())} "
    for sign, word in SIGNS.items():
        text = text.replace(sign, word)
    return text.strip()


def wrap(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """The lines of some prose, with an indent for the first and one for the others.

    No word is cut.
    """
    for line in text.split("\n"):
        filled = textwrap.wrap(
            line,
            max(width, 20),
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for each in filled:
            yield each.replace(FIXED, " ")
        first = rest


def as_lines(markdown: str, width: int, label: str = "", *, has_blanks: bool = False) -> list[str]:
    """Markdown in lines: prose wrapped at a width, code as it is; a label goes before the words."""
    reader = screen_dialect()
    if has_blanks:  # a blank before a bracket, `[…](x)`, is a blank and not a link
        reader.disable("link")
    tree = SyntaxTreeNode(reader.parse(markdown))
    return list(_blocks(tree.children, width, f"{label} " if label else "", ""))


def as_text(markdown: str) -> str:
    """Markdown of one line, such as a question, in words alone."""
    return " ".join(as_lines(markdown, ENDLESS))


def _blocks(nodes: Iterable[SyntaxTreeNode], width: int, first: str, rest: str) -> Iterator[str]:
    """Some blocks one below the other, with an indent for the first line and one for the others."""
    for node in nodes:
        if node.type in CODE and first.strip():
            yield first.rstrip()
        yield from _block(node, width, first, rest)
        first = rest


def _block(node: SyntaxTreeNode, width: int, first: str, rest: str) -> Iterator[str]:
    match node.type:
        case "fence" | "code_block":
            yield from _code(node)
        case "bullet_list" | "ordered_list":
            yield from _list(node, width, first, rest)
        case "blockquote":
            yield from _blocks(node.children, width, f"{first}Quote: ", rest)
        case "table":
            for line in _table(node):
                yield from wrap(line, width, first, rest)
                first = rest
        case "paragraph" | "heading":
            yield from wrap(_words(node.children), width, first, rest)


def _code(node: SyntaxTreeNode) -> Iterator[str]:
    label = LABELS.get(node.info.strip(), "Code")
    yield f"{label}:"
    yield from node.content.rstrip("\n").split("\n")
    yield f"End of {label.lower()}."


def _list(node: SyntaxTreeNode, width: int, first: str, rest: str) -> Iterator[str]:
    start = int(node.attrs.get("start", 1))
    if first.strip():  # a label is no part of the list
        yield first.rstrip()
    for number, point in enumerate(node.children, start):
        mark = "- " if node.type == "bullet_list" else f"{number}. "
        yield from _blocks(point.children, width, rest + mark, rest + " " * len(mark))


def _table(node: SyntaxTreeNode) -> Iterator[str]:
    """Each row as a line, with the name of its column before each cell."""
    rows = [
        [_words(cell.children) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    for row in rows[1:]:
        cells = zip(rows[0], row, strict=True)
        yield "; ".join(f"{name}: {words}" if name else words for name, words in cells)


def _words(nodes: Iterable[SyntaxTreeNode]) -> str:
    return "".join(map(_span, nodes))


def _span(node: SyntaxTreeNode) -> str:
    match node.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "code_inline":
            return node.content.replace(" ", FIXED)
        case "link":
            words, address = _words(node.children), str(node.attrs["href"])
            return words if words == address else f"{words} ({address})"
    return _words(node.children) if node.children else node.content
