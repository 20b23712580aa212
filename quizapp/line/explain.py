"""What the numbers and the grades mean, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.wording import explain_counts

if TYPE_CHECKING:
    from quizapp.answer_keys import AnswerKeys
    from quizapp.limits import Limits
    from quizapp.line.console import Console
    from quizapp.queue import Counts


def explain(console: Console, counts: Counts, limits: Limits, keys: AnswerKeys) -> None:
    """Say what each number of the header and each grade means."""
    console.say("The numbers:")
    console.say(*(f"{number}: {meaning}." for number, meaning in explain_counts(counts, limits)))
    console.say("The grades, typed once the answer is shown:")
    console.say(*(f"{grade}: {meaning}." for grade, meaning in keys.meanings))
