"""A section of the statistics, in the colours of the theme and as wide as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from quizapp.features.stats.lines import Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.geometry import Size

    from quizapp.features.stats.lines import Line, TextSection

STYLES = {Tone.PLAIN: "", Tone.QUIET: "$foreground-muted", Tone.BAR: "$text-primary"}


def colour(lines: Iterable[Line]) -> list[Content]:
    """Drawn lines as Textual shows them."""
    return [Content.assemble(*((span.text, STYLES[span.tone]) for span in line)) for line in lines]


class SectionLines(Widget):
    """The lines of one section."""

    DEFAULT_CSS = """
    SectionLines {
        height: auto;
    }
    """

    def __init__(self, section: TextSection) -> None:
        super().__init__()
        self.section = section

    def render(self) -> Content:
        """The lines for the width of this moment."""
        return Content("\n").join(colour(self.section.draw(self.content_size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """How many lines there are at a width."""
        return len(list(self.section.draw(width)))
