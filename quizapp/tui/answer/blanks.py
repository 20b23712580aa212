"""A field for every blank of a cloze."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizapp.features.judge.cloze import Blank


class BlankFields(Vertical):
    """The blanks one below the other; Enter goes to the next, and from the last one on."""

    DEFAULT_CSS = """
    BlankFields {
        height: auto;
        Horizontal { height: auto; }
        Label { width: auto; min-width: 4; padding: 0 1; color: $text-muted; }
        Input { width: 1fr; padding: 0 1; }
    }
    """

    class BlankChanged(Message):
        """The words of a blank have changed."""

    class AllFilled(Message):
        """The learner pressed Enter in the last blank."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words in each blank."""
        return tuple(field.value for field in self.query(Input))

    async def begin(self, blanks: Sequence[Blank], words: Sequence[str], *, locked: bool) -> None:
        """Start over with these blanks, filled or empty; locked ones can only be read."""
        with self.prevent(Input.Changed):
            await self.remove_children()
            for blank, word in zip(blanks, words, strict=True):
                hint = blank.hint or "what is missing?"
                field = Input(
                    word, placeholder=hint, disabled=locked, select_on_focus=False, compact=True
                )
                await self.mount(Horizontal(Label(f"{blank.number}"), field))

    @on(Input.Changed)
    def tell_typed(self, event: Input.Changed) -> None:
        """Tell the pane."""
        event.stop()
        self.post_message(self.BlankChanged())

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """To the next blank, or on."""
        event.stop()
        fields = list(self.query(Input))
        at = fields.index(event.input) + 1
        if at < len(fields):
            fields[at].focus()
        else:
            self.post_message(self.AllFilled())
