"""A side of a card as Textual renders it, with coloured code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.highlight import HighlightTheme, highlight
from textual.widgets import Markdown
from textual.widgets.markdown import MarkdownFence

from quizapp.collection.markdown import screen_dialect

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
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


class CardText(Markdown):
    """Markdown in the cards' own dialect, so that what is written is what is shown."""

    DEFAULT_CSS = """
    CardText {
        CardCode { margin: 0 0 1 0; color: $foreground; }
        /* Wrapped text can be read on a narrow terminal; cut text cannot. */
        MarkdownHeader { width: 1fr; }
        CardCode > Label { width: 1fr; padding: 0 1; }
        MarkdownBlockQuote { margin: 0 0 1 0; }
    }
    """

    BLOCKS = Markdown.BLOCKS | {"fence": CardCode, "code_block": CardCode}

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, parser_factory=self._parser)
        self._has_blanks = False

    async def show(self, text: str, *, has_blanks: bool = False) -> None:
        """Render a text, or nothing at all where it is empty."""
        self.display = bool(text)
        if text != self.source:
            self._has_blanks = has_blanks
            await self.update(text)

    def _parser(self) -> MarkdownIt:
        # A blank before a bracket, `[…](x)`, is a blank and not a link.
        return screen_dialect().disable("link") if self._has_blanks else screen_dialect()
