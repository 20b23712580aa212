"""Anki's template language, as far as our templates use it: fields, sections, cloze and type."""

from __future__ import annotations

import re
from collections.abc import Callable

TAG = re.compile(r"\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}")
EMPTY = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*")
"""What Anki takes for an empty field."""
CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
"""A gap in a field's HTML, where every other `::` and `}}` is written in entities."""


class TemplateError(ValueError):
    """A template says what this module cannot read; the message names it."""


def render(
    template: str,
    fields: dict[str, str],
    *,
    front: str = "",
    cloze: Callable[[str], str] = str,
) -> str:
    """The HTML of a template; a field that is not given is empty.

    `front` stands in for `{{FrontSide}}`, and `cloze` says what becomes of `{{cloze:Text}}`. A
    `{{type:Field}}` is left as `[[type:Field]]`, as Anki leaves it for the app. Raises
    TemplateError for an unknown filter and for sections that do not nest.
    """
    fields = {"FrontSide": front, **fields}
    parts, sections, at = [], list[tuple[str, bool]](), 0
    for tag in TAG.finditer(template):
        shown = all(holds for _, holds in sections)
        parts.append(template[at : tag.start()] if shown else "")
        at = tag.end()
        sign, name = tag.groups()
        if sign in ("#", "^"):
            filled = not EMPTY.fullmatch(fields.get(name, ""))
            sections.append((name, filled is (sign == "#")))
        elif not sign:
            parts.append(_replacement(fields, name, cloze) if shown else "")
        elif not sections or sections.pop()[0] != name:
            raise TemplateError(f"`{tag[0]}` closes no section")
    if sections:
        raise TemplateError(f"the section `{sections[-1][0]}` is never closed")
    return "".join((*parts, template[at:]))


def _replacement(fields: dict[str, str], name: str, cloze: Callable[[str], str]) -> str:
    match name.split(":"):
        case [plain]:
            return fields.get(plain, "")
        case ["cloze", text]:
            return cloze(fields.get(text, ""))
        case ["type", typed]:
            return f"[[type:{typed}]]" if fields.get(typed) else ""
    raise TemplateError(f"unknown filter in `{name}`")


def gaps(text: str) -> str:
    """A cloze text in which every gap is a button, to be replaced by the words after it."""
    return CLOZE.sub(_gap, text)


def _gap(gap: re.Match[str]) -> str:
    number, words, hint = gap[1], gap[2], plain(gap[3] or "")
    name = f"Show gap {number}" + (f": {hint}" if hint else "")
    return (
        f'<button type="button" class="gap" data-ordinal="{number}" data-hint="[{hint or "..."}]"'
        f' aria-label="{name}"></button><span class="cloze" data-ordinal="{number}">{words}</span>'
    )


def plain(html: str) -> str:
    """HTML without its tags; entities stay as they are, so that an attribute may hold it."""
    return re.sub(r"<[^>]*>", "", html)
