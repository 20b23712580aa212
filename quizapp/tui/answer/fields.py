"""The fields of a typed answer: one text, or a field for every blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import SuspendNotSupported
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, TextArea

from deckgen.kinds import KINDS, Answer
from deckgen.model import Card, Kind
from quizapp.collection.card_text import front_text
from quizapp.features.cards.edit import EditorError, edit_text
from quizapp.features.judge.cloze import blanks_of
from quizapp.features.judge.judge import prefilled
from quizapp.tui.answer.blanks import BlankFields
from quizapp.tui.answer.code_editor import CodeEditor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class AnswerFields(Vertical):
    """The fields for the answer to one card."""

    DEFAULT_CSS = "AnswerFields { height: auto; }"

    class AnswerChanged(Message):
        """The typed answer has changed."""

    editor = getters.query_one(CodeEditor)
    blanks = getters.query_one(BlankFields)

    def __init__(self) -> None:
        super().__init__()
        self.card: Card | None = None

    def compose(self) -> ComposeResult:
        """Both kinds of fields, of which one is shown."""
        yield CodeEditor(id="text")
        yield BlankFields()

    @property
    def typed(self) -> tuple[str, ...]:
        """The typed answer; empty where the fields are as they began."""
        if self.card is None:
            return ()
        words = self.blanks.words if self.blanks.display else (self.editor.text,)
        return () if words == blank_slate(self.card) else words

    @property
    def text(self) -> str:
        """The typed answer as one text, a line for each blank."""
        return "\n".join(self.blanks.words) if self.blanks.display else self.editor.text

    async def begin(self, card: Card, typed: tuple[str, ...], *, locked: bool) -> None:
        """Start over with what was typed for a card; a locked answer can only be read."""
        self.card = None  # what is typed while the fields change belongs to neither card
        cloze = card.kind is Kind.CLOZE
        self.editor.display, self.blanks.display = not cloze, cloze
        words = typed or blank_slate(card)
        if cloze:
            await self.blanks.begin(blanks_of(card), words, locked=locked)
        else:
            self.editor.begin(
                words[0], is_code=_is_code(card), is_line=_is_line(card), locked=locked
            )
        self.card = card

    def enter(self) -> None:
        """Go to the first field, so that the next key is typed."""
        field = self.editor if self.editor.display else self.query(Input).first()
        self.screen.set_focus(field)

    def judged(self) -> None:
        """Take Enter to mean that the text, which was judged, is left as it is."""
        self.editor.judged = True

    async def edit(self, environ: Mapping[str, str]) -> str:
        """Lend the terminal to the learner's own editor; says what went wrong, if anything did."""
        assert self.card
        try:
            with self.app.suspend():
                text = self._edited(self.card, environ)
        except SuspendNotSupported:
            return "This terminal cannot be lent to another editor."
        if isinstance(text, EditorError):
            return str(text)
        await self.begin(self.card, as_typed(self.card, text), locked=False)
        return ""

    def _edited(self, card: Card, environ: Mapping[str, str]) -> str | EditorError:
        about = f"{card.question}\n\n{front_text(card, revealed=False)}".strip()
        suffix = ".py" if _is_code(card) else ".txt"
        try:
            return edit_text(self.text, about, environ, suffix)
        except EditorError as error:
            return error  # raised, it would keep Textual from taking its terminal back

    @on(TextArea.Changed)
    @on(BlankFields.BlankChanged)
    def tell_typed(self) -> None:
        """Tell the pane."""
        self.editor.judged = False
        self.post_message(self.AnswerChanged())


def blank_slate(card: Card) -> tuple[str, ...]:
    """The text of the fields before the learner has typed anything."""
    if card.kind is Kind.CLOZE:
        return tuple("" for _ in blanks_of(card))
    return (prefilled(card),)


def as_typed(card: Card, text: str) -> tuple[str, ...]:
    """A text from an editor as the fields hold it: for a cloze, a line for each blank."""
    if card.kind is not Kind.CLOZE:
        return (text,)
    count = len(blanks_of(card))
    return tuple((text.split("\n") + [""] * count)[:count])


def _is_code(card: Card) -> bool:
    return KINDS[card.kind].answer is Answer.CODE


def _is_line(card: Card) -> bool:
    """Whether what the program prints is one line, or nothing but an error."""
    return all(len(quote.text.strip().split("\n")) == 1 for quote in card.quotes if quote.output)
