"""Markdown to the HTML of a note field: highlighted by class, without scripts, no text lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml

from deckgen.render.highlight import highlight
from deckgen.syntax.cloze import Cloze, replace_in_markdown
from deckgen.syntax.markdown import dialect
from deckgen.syntax.math_and_images import FORMULAS
from deckgen.syntax.quote import split_info

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BRACKET = "\ufdd4"
"""A noncharacter for the one bracket that Anki reads as markup: `[` of a displayed formula."""
OPENING = re.compile(r"\\([(\[])")
# Noncharacters stand for cloze marks while Markdown and Pygments do their work.
OPEN, NUMBERED, HINT, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
UNREADABLE = dict.fromkeys(map(ord, (OPEN, NUMBERED, HINT, CLOSE, BRACKET)), "\ufffd")
"""The sign that shows where a text itself holds one of these noncharacters."""
MARK = re.compile(rf"{OPEN}(\d+){NUMBERED}|{CLOSE}")
TAG = re.compile(r"<[^>]*>")
LINE_END = re.compile(r"\n")
BLANK_LINES = re.compile(r"\n{3,}")
DEEPEST = 40
"""The deepest indent that what wraps is held to, in characters."""
INTERPRETED = {"[": "&#91;", "{": "&#123;", "}": "&#125;", "::": "&#58;&#58;"}
"""Text that Anki reads as markup anywhere in a field, code included, with its entities."""


def render_formula(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Render a formula for MathJax; its blanks make sure that `\\[sound:x]` is never written."""
    tex = escape(tokens[at].content.strip())
    formula = rf"\{BRACKET} {tex} \]" if FORMULAS[tokens[at].type] else rf"\({tex}\)"
    return f"<p>{formula}</p>\n" if tokens[at].block else formula


def render_text(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Render prose so that MathJax takes no backslash before a bracket for a formula."""
    return OPENING.sub(r"\\<span>\1</span>", escapeHtml(tokens[at].content))


def render_picture(_: Any, tokens: Sequence[Token], at: int, __: Any, env: Any) -> str:
    """Render a picture with its words; without an address in `env` it stays as written."""
    path, words = str(tokens[at].attrs["src"]), tokens[at].content
    address = env.get("pictures", {}).get(path)
    if address is None:
        return escape(f"![{words}]({path})")
    return f'<img src="{escape(address)}" alt="{escape(words)}">'


def to_html(
    markdown: str, *, clozes: bool = False, pictures: Mapping[str, str] | None = None
) -> str:
    """Render Markdown as a field; with `clozes`, Anki's cloze marks keep their meaning.

    `pictures` gives the address of every picture by its path; one without stays as written.
    """
    markdown = markdown.translate(UNREADABLE)
    if clozes:
        markdown = replace_in_markdown(markdown, _hide)
    return _finish(_reader().render(markdown, {"pictures": pictures or {}}))


def to_inline_html(markdown: str) -> str:
    """Render one line of Markdown, a question or a hint, without a paragraph around it."""
    return _finish(_reader().renderInline(markdown.translate(UNREADABLE)))


def to_text_html(text: str) -> str:
    """Render plain text as HTML."""
    return _finish(escape(text.translate(UNREADABLE)))


def code_html(code: str, language: str, kind: str = "code") -> str:
    """Render a block of highlighted code; `kind` is its CSS class: `code`, `output`, `wrong`."""
    return _finish(_block(code.translate(UNREADABLE), language, kind))


def difference_html(right: str, wrong: str) -> str:
    """Render what differs in the wrong code, each line marked as gone or new, with its neighbours.

    Where less than half of the lines stay, the wrong code is shown as a whole.
    """
    old, new = (BLANK_LINES.sub("\n\n", code.translate(UNREADABLE)) for code in (right, wrong))
    before, after = old.split("\n"), new.split("\n")
    match = SequenceMatcher(None, before, after, autojunk=False)
    if match.ratio() < 0.5:
        return code_html(new, "python", "wrong")
    gone, added = _lines(old, "python"), _lines(new, "python")
    parts = list[str]()
    for group in match.get_grouped_opcodes(1):
        parts += ['<span class="ln skipped">…\n</span>'] if parts or group[0][3] else []
        for what, a, b, c, d in group:
            parts += added[c:d] if what == "equal" else []
            if what != "equal":
                parts += [_marked(line, "gone") for line in gone[a:b]]
                parts += [_marked(line, "new") for line in added[c:d]]
    return _finish(_code_block(parts, "wrong difference"))


def _marked(line: str, kind: str) -> str:
    return line.replace('class="ln ', f'class="ln {kind} ', 1)


def _hide(cloze: Cloze) -> str:
    hint = f"{HINT}{cloze.hint}" if cloze.hint else ""
    return f"{OPEN}{cloze.number}{NUMBERED}{cloze.text}{hint}{CLOSE}"


def _finish(html: str) -> str:
    for text, entity in INTERPRETED.items():
        html = html.replace(text, entity)
    html = MARK.sub(lambda mark: f"{{{{c{mark[1]}::" if mark[1] else "}}", html)
    return html.replace(HINT, "::").replace(BRACKET, "[").strip()


@cache
def _reader() -> MarkdownIt:
    reader = dialect()
    reader.add_render_rule("fence", _render_fence)
    reader.add_render_rule("text", render_text)
    reader.add_render_rule("image", render_picture)
    for name in FORMULAS:
        reader.add_render_rule(name, render_formula)
    return reader


def _render_fence(_: Any, tokens: list[Token], at: int, *__: Any) -> str:
    language, options = split_info(tokens[at].info)
    kind = next((kind for kind in ("output", "wrong") if kind in options), "code")
    if "device" in options:
        kind += f" on-{escape(options['device'])}"
    code = tokens[at].content.removesuffix("\n")
    if "snippet" in options:  # two blank lines are for Python files
        code = BLANK_LINES.sub("\n\n", code)
    return _block(code, language, kind)


def _block(marked: str, language: str, kind: str) -> str:
    return _code_block(_lines(marked, language), kind)


def _code_block(lines: Iterable[str], kind: str) -> str:
    return f'<div class="hl {kind}"><pre><code>{"".join(lines)}</code></pre></div>\n'


def _lines(marked: str, language: str) -> list[str]:
    """Return each line as a block of its own, in which what wraps keeps the indent of the line.

    The class says how far a line is indented. A gap that reaches over lines stays in one block.
    """
    lines, line, gaps = list[str](), list[str](), 0
    for piece in _highlight(marked, language):
        gaps += piece.count(OPEN) - piece.count(CLOSE)
        line.append(piece)
        if piece.endswith("\n") and not gaps:
            lines.append("".join(line))
            line = []
    lines += ["".join(line)] if any(line) else []
    return [f'<span class="ln i{_indent(each)}">{each}</span>' for each in lines]


def _indent(line: str) -> int:
    text = MARK.sub("", TAG.sub("", line))
    return min(len(text) - len(text.lstrip(" ")), DEEPEST)


def _highlight(marked: str, language: str) -> Iterator[str]:
    """Yield spans of highlighted code, cut at cloze marks and line ends: none is inside a span."""
    code, marks = _take_out_marks(marked)
    ends = [end.end() for end in LINE_END.finditer(code)]
    at = 0
    for kind, text in highlight(code, language):
        for piece in _pieces(text, at, {*marks, *ends, *(end - 1 for end in ends)}):
            yield "".join(marks.pop(at, ()))
            plain = not kind or piece == "\n"
            yield escape(piece) if plain else f'<span class="{kind}">{escape(piece)}</span>'
            at += len(piece)
    yield "".join(marks.pop(at, ()))


def _take_out_marks(marked: str) -> tuple[str, dict[int, list[str]]]:
    code, at = "", 0
    marks: dict[int, list[str]] = {}
    for mark in MARK.finditer(marked):
        code += marked[at : mark.start()]
        marks.setdefault(len(code), []).append(mark[0])
        at = mark.end()
    return code + marked[at:], marks


def _pieces(text: str, start: int, cuts: Iterable[int]) -> list[str]:
    bounds = [0, *sorted(cut - start for cut in cuts if start < cut < start + len(text)), len(text)]
    return [text[a:b] for a, b in pairwise(bounds)]
