"""What home shows of a moment: what waits, what comes later, and what each number means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.ahead import review_ahead
from quizapp.outlook import look_ahead
from quizapp.wording import explain_counts, say_counts, say_headline, say_later

if TYPE_CHECKING:
    from datetime import datetime

    from quizapp.session import Session
    from quizapp.study import Study


@dataclass(frozen=True, slots=True)
class Today:
    """One moment, in words."""

    session: Session
    """What would be asked."""
    headline: str
    later: str
    """When cards come again; empty while some wait."""
    topics: tuple[tuple[str, str], ...]
    """Each topic with what waits in it."""
    ahead: tuple[str, ...]
    """The cards that can be reviewed before they are due; none while some wait."""
    numbers: tuple[tuple[str, str], ...]
    """Each number with what it means."""


def see_today(study: Study, now: datetime) -> Today:
    """The moment, other windows' answers included; may raise OSError."""
    session = study.begin(now)
    outlook = look_ahead(study.library, session)
    idle = session.finished
    return Today(
        session=session,
        headline=say_headline(outlook),
        later=say_later(outlook, now, study.scheduler.days) if idle else "",
        topics=tuple((topic.name, say_counts(topic.counts)) for topic in outlook.topics),
        ahead=review_ahead(study, now) if idle else (),
        numbers=tuple(explain_counts(session.queue.counts, session.rules.limits)),
    )
