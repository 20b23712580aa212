"""The topics on the home screen, each with its counts, to be chosen and studied alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

ALL = "All topics"
WIDTH = 62
"""The columns a row takes at most."""


class Topics(OptionList):
    """A row for all topics together, and one for each."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self.can_focus = False
        """Before there are topics, Enter is the screen's key."""
        self.rows: tuple[tuple[str, str], ...] = ()

    @property
    def chosen(self) -> str:
        """The topic under the cursor; empty for all."""
        return self.rows[self.highlighted][0] if self.highlighted else ""

    def show(self, topics: Sequence[tuple[str, str]], waiting: str) -> None:
        """Show what waits in all topics and in each; there may be others once cards were edited."""
        at = self.highlighted or 0
        self.rows = ((ALL, waiting), *topics)
        self.clear_options()
        self.add_options(Option(self._row(name, counts)) for name, counts in self.rows)
        self.highlighted = min(at, len(topics))
        if not self.can_focus:
            self.can_focus = True
            self.focus()

    def on_resize(self) -> None:
        """Align the counts anew."""
        for n, (name, counts) in enumerate(self.rows):
            self.replace_option_prompt_at_index(n, self._row(name, counts))

    def _row(self, name: str, counts: str) -> Content:
        """The name to the left, the numbers to the right; a topic with nothing today is quiet."""
        room = max(0, min(self.size.width - 4, WIDTH) - len(name) - len(counts))
        quiet = counts == "–" or counts.endswith("waiting")
        return Content.styled(f"{name}{' ' * max(1, room)}{counts}", "$text-muted" if quiet else "")
