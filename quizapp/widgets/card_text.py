"""A side of a card, as Textual renders it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Markdown

from quizapp.reader import screen_dialect
from quizapp.widgets.card_code import CardCode

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


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
