"""A field for every blank of a cloze."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, Label

from quizapp.keys import typed_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from quizapp.features.judge.cloze import Blank


class BlankField(Input):
    """A field that hands on what was typed ahead, after the Enter that left it."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Leave a space to the screen where all fields are empty: it shows the answer."""
        if key == "space" and not any(self.screen.query_one(BlankFields).words):
            return False
        return super().check_consume_key(key, character or typed_by(key))

    async def _on_key(self, event: events.Key) -> None:
        """Take a key, unless another field has the focus since."""
        focused = self.screen.focused
        if isinstance(focused, BlankField) and focused is not self:
            event.prevent_default().stop()
            focused.post_message(Key(event.key, event.character))
        elif event.key == "enter":
            event.prevent_default().stop()
            self.screen.query_one(BlankFields).leave(self)  # at once, or the next key comes here
        elif event.key == "space" and not self.check_consume_key(event.key, event.character):
            event.prevent_default()
        else:
            await super()._on_key(event)


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
                field = BlankField(
                    word, placeholder=hint, disabled=locked, select_on_focus=False, compact=True
                )
                await self.mount(Horizontal(Label(f"{blank.number}"), field))

    @on(Input.Changed)
    def tell_typed(self, event: Input.Changed) -> None:
        """Tell the pane."""
        event.stop()
        self.post_message(self.BlankChanged())

    def leave(self, field: BlankField) -> None:
        """To the next blank, or on; from an empty field, where all are empty."""
        fields = list(self.query(BlankField))
        at = fields.index(field) + 1
        if at < len(fields) and any(self.words):
            self.screen.set_focus(fields[at])
        else:
            self.post_message(self.AllFilled())
