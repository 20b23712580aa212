"""The cards' Markdown as lines that can be read aloud: words for marks, and code as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from quizapp.collection.markdown import screen_dialect
from quizapp.plain.speech import FIXED, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDLESS = 10**6
"""The width of what is wrapped by somebody else."""
CODE = ("code_block", "fence")
LABELS = {"text": "Text", "diff": "Changes"}
"""What stands in a fence, by the language it names; anything else is code."""


def as_lines(markdown: str, width: int, label: str = "", *, has_blanks: bool = False) -> list[str]:
    """Markdown in lines: prose wrapped at a width, code never; a label goes before its words."""
    reader = screen_dialect()
    if has_blanks:  # a blank before a bracket, `[…](x)`, is a blank and not a link
        reader.disable("link")
    tree = SyntaxTreeNode(reader.parse(markdown))
    return list(_blocks(tree.children, width, f"{label} " if label else "", ""))


def as_text(markdown: str) -> str:
    """Markdown that is one line, such as a question, in words alone."""
    return " ".join(as_lines(markdown, ENDLESS))


def _blocks(nodes: Iterable[SyntaxTreeNode], width: int, first: str, rest: str) -> Iterator[str]:
    """Some blocks below each other; the first line of all begins otherwise than the rest."""
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
    """A row a line, each cell behind the name of its column."""
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
