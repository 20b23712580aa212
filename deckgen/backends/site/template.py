"""The part of Anki's template language that we use: fields, sections, `cloze:` and `type:`."""

from __future__ import annotations

import re
from collections.abc import Callable

TAG = re.compile(r"\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}")
EMPTY = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*")
"""The HTML of a field that Anki takes for empty."""
CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
"""A cloze in a field's HTML, in which every other `::` and `}}` is escaped as entities."""


class TemplateError(ValueError):
    """A template uses something that this module cannot read; the message names it."""


def render(
    template: str,
    fields: dict[str, str],
    *,
    front: str = "",
    cloze: Callable[[str], str] = str,
) -> str:
    """Return the HTML of a template; a field that is not given is empty.

    `front` stands in for `{{FrontSide}}`, and `cloze` converts the text of `{{cloze:Text}}`. A
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


def cloze_buttons(text: str) -> str:
    """Return a cloze text in which every gap is a button that shows the words after it."""
    return CLOZE.sub(_gap, text)


def _gap(gap: re.Match[str]) -> str:
    number, words, hint = gap[1], gap[2], plain(gap[3] or "")
    name = f"Show gap {number}" + (f": {hint}" if hint else "")
    return (
        f'<button type="button" class="gap" data-ordinal="{number}" data-hint="[{hint or "..."}]"'
        f' aria-label="{name}"></button><span class="cloze" data-ordinal="{number}">{words}</span>'
    )


def plain(html: str) -> str:
    """Return HTML without its tags; entities stay, so that an attribute may hold the text."""
    return re.sub(r"<[^>]*>", "", html)
