"""The judge, which compares an answer with recorded output, hidden words or a snippet's checks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deckgen.kinds import KINDS, Answer
from quizapp.features.judge.cloze import FilledBlank, blanked_quote, blanks_of, completed, fill
from quizapp.features.judge.machine import MISSING, torch_version
from quizapp.features.judge.output import compare, outcome_of
from quizapp.features.judge.proof import ProofRun, prove_card
from quizapp.features.judge.result import Judgement, Unjudged, say_blanks, say_verdict
from quizapp.features.judge.worker import WarmWorker
from verified_snippets.kit.judge import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deckgen.model import Card, Quote
    from deckgen.snippets.library import SnippetLibrary
    from verified_snippets.kit.snippet import Snippet

SECONDS = 10
"""How long a learner's code may run."""


class Judge:
    """Judges the answers to cards whose snippets are in a library.

    Judging and proving take seconds, so they belong in a thread; `stop` ends them from another.
    """

    def __init__(
        self,
        snippet_library: SnippetLibrary,
        bench: WarmWorker | None = None,
        *,
        torch: str | None = None,
        seconds: int = SECONDS,
    ) -> None:
        self.snippet_library = snippet_library
        self.bench = bench or WarmWorker()
        self.torch = torch
        """The version of torch that code would run on; None where there is none."""
        self.seconds = seconds

    def can_judge(self, card: Card) -> Unjudged | None:
        """Why a card is left to the learner to grade; None where it can be judged."""
        answer = KINDS[card.kind].answer
        if answer is Answer.ALOUD:
            return Unjudged("You answer this card aloud, and compare.")
        if answer is Answer.OUTPUT:
            return _why_unpredictable(card, self.snippet_library)
        return self._why_not_run(self._answered(card)) if answer is Answer.CODE else None

    def warm(self, card: Card) -> None:
        """Make ready for what judging a card may need."""
        if self._runs(card):
            self.bench.warm()

    def judge(self, card: Card, typed: Sequence[str]) -> Judgement:
        """The judgement of an answer: one text, or the words for every blank of a cloze.

        Raises StoppedError where it was called off.
        """
        if unjudged := self.can_judge(card):
            return Judgement(None, unjudged.reason)
        if not any(text.strip() for text in typed):
            return Judgement(None, "Nothing was typed.")
        answer = KINDS[card.kind].answer
        if answer is Answer.GAPS:
            return self._judge_blanks(card, typed)
        if answer is Answer.OUTPUT:
            return self._judge_prediction(card, typed[0])
        verdict = self._try(self._answered(card), typed[0])
        return verdict if isinstance(verdict, Judgement) else _of_verdict(verdict)

    def prove(self, card: Card) -> ProofRun:
        """Run the proof of a card here and now; raises StoppedError where it was called off."""
        if self.torch is None and card.snippets:
            return ProofRun(why_not=MISSING)
        try:
            return prove_card(card, self.snippet_library, self.bench.run)
        except (RuntimeError, OSError) as error:
            return ProofRun(why_not=_no_start(error))

    def stop(self) -> None:
        """Call off what is being judged or proven."""
        self.bench.stop()

    def close(self) -> None:
        """End the process that runs code."""
        self.bench.close()

    def _judge_prediction(self, card: Card, typed: str) -> Judgement:
        name = next(quote.snippet for quote in card.quotes if quote.output)
        outcome = outcome_of(self.snippet_library.snippets[name])
        assert outcome  # or the card could not be judged
        found = compare(outcome, typed)
        verb = "raises" if outcome.raises and not outcome.printed else "prints"
        if found.right and not found.literal:
            why = f"Right value, written differently. It {verb}:"
            said = "\n".join(line.text for line in found.diff)
            return Judgement(True, why, found.diff, printed=said)
        why = f"That is {'' if found.right else 'not '}what it {verb}."
        return Judgement(found.right, why, found.diff)

    def _judge_blanks(self, card: Card, typed: Sequence[str]) -> Judgement:
        filled = fill(blanks_of(card), typed)
        if all(one.right is not None or not one.blank.code for one in filled):
            return say_blanks(filled)
        quote = blanked_quote(card)
        assert quote  # it is what makes a blank one of code
        snippet = self.snippet_library.snippets.get(quote.snippet)
        if unjudged := self._why_not_run(snippet):
            return say_blanks(filled, unjudged.reason)
        found = self._try(snippet, completed(quote, filled))
        if isinstance(found, Judgement):
            return say_blanks(filled, found.why)
        return say_blanks(self._settled(snippet, quote, filled, found), verdict=found)

    def _settled(
        self,
        snippet: Snippet | None,
        quote: Quote,
        filled: tuple[FilledBlank, ...],
        verdict: Verdict,
    ) -> tuple[FilledBlank, ...]:
        """The blanks after the run; each that was open is tried alone where all together fail."""
        tried = [one for one in filled if one.right is None and one.blank.code]
        right = {one.blank: verdict.accepted for one in tried}
        if not verdict.accepted and len(tried) > 1:
            for one in tried:
                alone = [other if other is one else replace(other, right=True) for other in filled]
                found = self._try(snippet, completed(quote, alone))
                right[one.blank] = isinstance(found, Verdict) and found.accepted
            if all(right.values()):  # each will do, but not with the others
                right = dict.fromkeys(right, False)
        return tuple(replace(one, right=right.get(one.blank, one.right)) for one in filled)

    def _try(self, snippet: Snippet | None, code: str) -> Verdict | Judgement:
        """The verdict of the checks on code; a judgement without one where it can't be run."""
        assert snippet
        try:
            return judge(snippet, code, seconds=self.seconds, run=self.bench.run)
        except (RuntimeError, OSError) as error:
            return Judgement(None, _no_start(error))

    def _answered(self, card: Card) -> Snippet | None:
        """The snippet whose checks judge code; None where the card quotes none that is here."""
        names = [q.snippet for q in card.quotes if not q.output and q.wrong is None]
        return self.snippet_library.snippets.get(names[0]) if len(set(names)) == 1 else None

    def _why_not_run(self, snippet: Snippet | None) -> Unjudged | None:
        if snippet is None:
            return Unjudged("No checks for this card are here, so you grade it yourself.")
        if self.torch is None:
            return Unjudged(f"You grade this card yourself: {MISSING}")
        if snippet.releases and not (self.torch and snippet.holds_on(self.torch)):
            have = f"torch {self.torch}" if self.torch else "of unknown version"
            return Unjudged(f"It is {snippet.releases}, and yours is {have}: grade it yourself.")
        return None

    def _runs(self, card: Card) -> bool:
        answer = KINDS[card.kind].answer
        if answer is Answer.GAPS:
            return self.torch is not None and any(blank.code for blank in blanks_of(card))
        return answer is Answer.CODE and self.can_judge(card) is None


def open_judge(snippet_library: SnippetLibrary) -> Judge:
    """The judge of this machine."""
    return Judge(snippet_library, torch=torch_version())


def prefilled(card: Card) -> str:
    """The code a learner begins with: that to be repaired, or nothing."""
    wrongs = (q.text for q in card.quotes if q.wrong is not None and q.side == "front")
    return next(wrongs, "") if KINDS[card.kind].answer is Answer.CODE else ""


def _why_unpredictable(card: Card, snippet_library: SnippetLibrary) -> Unjudged | None:
    names = {quote.snippet for quote in card.quotes if quote.output}
    known = [snippet_library.snippets[name] for name in names if name in snippet_library.snippets]
    if len(names) == 1 and known and outcome_of(known[0]):
        return None
    return Unjudged("No single recorded output belongs to this card, so you grade it yourself.")


def _of_verdict(verdict: Verdict) -> Judgement:
    return Judgement(verdict.accepted, say_verdict(verdict), verdict=verdict)


def _no_start(error: Exception) -> str:
    last = str(error).strip().split("\n")[-1]
    return f"No process that has torch could be started: {last}. Grade it yourself."
