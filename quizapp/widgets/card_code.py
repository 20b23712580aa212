"""The code of a card, in colours that can be read in every theme."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.highlight import HighlightTheme, highlight
from textual.widgets.markdown import MarkdownFence

if TYPE_CHECKING:
    from textual.content import Content


def _full(style: str) -> str:
    """A style without what would make its text fainter than the theme says."""
    return re.sub(r"(\$text-\w+) \d+%", r"\1", style.replace("$text 60%", "$text-muted"))


class CodeTheme(HighlightTheme):
    """Textual's colours of code at full strength."""

    STYLES = {token: _full(style) for token, style in HighlightTheme.STYLES.items()}  # noqa: RUF012


class CardCode(MarkdownFence):
    """A fence of a card."""

    @classmethod
    def highlight(cls, code: str, language: str, ansi: bool = False, dark: bool = False) -> Content:
        """The code in colours; those of a terminal's own palette are left as they are."""
        if ansi:
            return super().highlight(code, language, ansi, dark)
        return highlight(code, language=language or None, theme=CodeTheme)
