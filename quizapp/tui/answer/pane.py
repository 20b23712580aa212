"""The pane that takes a typed answer, has it judged and shows the verdict."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from deckgen.kinds import KINDS, Answer
from deckgen.model import Card
from quizapp.features.judge.judge import Judge
from quizapp.features.judge.result import Attempt, Attempts, Judgement
from quizapp.features.judge.worker import StoppedError
from quizapp.tui.answer.blanks import BlankFields
from quizapp.tui.answer.fields import AnswerFields
from quizapp.tui.answer.verdict import VerdictView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class AnswerPane(Vertical):
    """Takes the answer to a card; hidden for cards that are answered aloud."""

    DEFAULT_CSS = """
    AnswerPane {
        height: auto;
        max-height: 60%;
        padding: 0 1;
        overflow-y: auto;
        #note { color: $text-muted; height: auto; padding: 0 1; }
        #running { display: none; color: $text-warning; height: auto; padding: 0 1; }
        #running.busy { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "Check"),
        Binding("ctrl+s,f5", "check", "Check", id="answer-check"),
        Binding("ctrl+o,f4", "editor", "Editor", id="answer-editor"),
        Binding("escape", "leave", "Skip", id="answer-leave"),
    ]

    class Judged(Message):
        """An answer was judged; the attempt says how it stands."""

        def __init__(self, card: Card, attempt: Attempt) -> None:
            super().__init__()
            self.card = card
            self.attempt = attempt

    class Stopped(Message):
        """A check was called off."""

    class Left(Message):
        """The learner is done typing."""

    class Asked(Message):
        """The learner asks for the card's answer."""

    note = getters.query_one("#note", Static)
    fields = getters.query_one(AnswerFields)
    running = getters.query_one("#running", Static)
    verdict = getters.query_one(VerdictView)

    def __init__(
        self, judge: Judge, attempts: Attempts, *, environ: Mapping[str, str] = os.environ
    ) -> None:
        super().__init__()
        self.judge = judge
        self.attempts = attempts
        self.environ = environ
        self.card: Card | None = None
        self.turn = 0
        self.locked = False
        self.check: object | None = None
        """What tells the check that is going on from those called off."""
        self.seconds = 0
        """How long the check has gone on."""

    def on_mount(self) -> None:
        """Count the seconds of a check."""
        self.ticking = self.set_interval(1, self._count_second, pause=True)

    def compose(self) -> ComposeResult:
        """A note, the fields, and the verdict."""
        yield Static(id="note", markup=False)
        yield AnswerFields()
        yield Static(id="running", markup=False)
        yield VerdictView()

    @property
    def attempt(self) -> Attempt:
        """The attempt at the card that is asked."""
        key = (self.card.id, self.turn) if self.card else ("", 0)
        return self.attempts.get(key, Attempt())

    async def ask(self, card: Card, *, turn: int = 0, locked: bool = False) -> None:
        """Take the answer to a card, from where it was left; a locked one can only be read.

        `turn` tells one asking of a card from the next in the same session.
        """
        self.stop()
        self.keep_typed()
        self.card, self.turn, self.locked = card, turn, locked
        self.display = KINDS[card.kind].answer is not Answer.ALOUD and bool(
            self.attempt.typed or not locked
        )
        await self.fields.begin(card, self.attempt.typed, locked=locked)
        self._show_verdict()
        unjudged = self.judge.can_judge(card)
        self.note.update(unjudged.reason if unjudged else "")
        self.note.display = unjudged is not None
        if not locked:
            self.judge.warm(card)
        self.refresh_bindings()

    @property
    def busy(self) -> bool:
        """Whether a check is going on."""
        return self.check is not None

    @property
    def right(self) -> bool:
        """Whether the answer was judged right as it stands."""
        judgement = self.attempt.judgement
        return bool(judgement and judgement.right) and not self.attempt.edited

    @property
    def settled(self) -> bool:
        """Whether the answer was judged as it stands, and asks for no other try."""
        judgement = self.attempt.judgement
        return bool(judgement and judgement.right is not False) and not self.attempt.edited

    def begin(self) -> None:
        """Go to the field, so that the next key is typed."""
        if self.card and self.display and not self.locked:
            self.fields.enter()

    def stop(self) -> None:
        """Call off the check that is going on, if one is."""
        if self.busy:
            self.judge.stop()
            self._show_busy(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 # Textual's signature
        """Nothing is checked twice at once, or after the answer was shown."""
        if action in {"check", "editor", "enter"} and (self.locked or self.busy):
            return False
        return action != "enter" or self.attempt.unchecked  # else it is the screen's key

    @on(BlankFields.AllFilled)
    def action_check(self) -> None:
        """Have the answer judged; where nothing is to be judged, ask for the card's answer."""
        if self.card is None or self.locked or self.busy:
            return
        self.keep_typed()
        if not self.attempt.unchecked:
            self.post_message(self.Asked())
            return
        self._show_busy(object())
        self._judge(self.check, self.card, self.fields.typed)

    def action_enter(self) -> None:
        """Have the answer judged."""
        self.action_check()

    def action_leave(self) -> None:
        """Stop the check, or leave the field where none is running; the typed text stays."""
        if self.busy:
            self.stop()
            if self.card:
                self.judge.warm(self.card)
            self.notify("Stopped. Nothing was judged.")
            self.post_message(self.Stopped())
        else:
            self.screen.set_focus(None)
            self.post_message(self.Left())

    async def action_editor(self) -> None:
        """Type in the learner's own editor."""
        if complaint := await self.fields.edit(self.environ):
            self.notify(complaint, severity="error", markup=False)
        else:
            self.keep_typed()
            self.begin()

    def on_unmount(self) -> None:
        """Leave no code running."""
        if self.busy:
            self.judge.stop()

    @on(AnswerFields.AnswerChanged)
    def keep_typed(self) -> None:
        """Keep the typed text, so that nothing is lost; a verdict on another text is gone."""
        if not self.fields.card:
            return
        before = self.attempt
        self._keep(before.with_text(self.fields.typed))
        now = self.attempt
        if (now.edited, now.unchecked) != (before.edited, before.unchecked):
            self._show_verdict()
            self.refresh_bindings()

    def _keep(self, attempt: Attempt) -> None:
        if self.card:
            self.attempts[self.card.id, self.turn] = attempt

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _judge(self, check: object, card: Card, typed: tuple[str, ...]) -> None:
        try:
            judgement = self.judge.judge(card, typed)
        except StoppedError:
            return
        self.app.call_from_thread(self._show, check, typed, judgement)

    def _show(self, check: object, typed: tuple[str, ...], judgement: Judgement) -> None:
        """Show the judgement, unless the check was called off."""
        if check is not self.check or self.card is None:
            return
        self._show_busy(None)
        self._keep(self.attempt.judged(judgement, typed))
        self._show_verdict()
        self.post_message(self.Judged(self.card, self.attempt))

    def _show_verdict(self) -> None:
        attempt = self.attempt
        self.verdict.show(None if attempt.edited else attempt.judgement, whole=self.locked)
        if attempt.judgement and not attempt.edited:
            self.fields.judged()

    def _show_busy(self, check: object | None) -> None:
        self.check, self.seconds = check, 0
        self.running.update("Checking… Esc stops it.")
        self.running.set_class(self.busy, "busy")
        self.ticking.reset()
        (self.ticking.resume if self.busy else self.ticking.pause)()
        self.refresh_bindings()

    def _count_second(self) -> None:
        self.seconds += 1
        self.running.update(f"Checking… {self.seconds} s. Esc stops it.")
