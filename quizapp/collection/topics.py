"""Topics as a learner types them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deckgen.model import Deck, Library


class TopicError(Exception):
    """A topic that no deck has; the message names it, and the topics there are."""


def topic_name(deck: Deck) -> str:
    """The name that a learner knows a deck by."""
    return deck.name or deck.title


def read_topics(text: str, library: Library) -> tuple[str, ...]:
    """The topics in a list with commas, by name or by its beginning; raises TopicError.

    Names may be typed in small letters. The topics come in study order, each once.
    """
    names = [topic_name(deck) for deck in library.decks]
    words = [" ".join(word.split()) for word in text.split(",")]
    if wrong := [word for word in words if len(_meant(word, names)) != 1]:
        listed = " and ".join(f"`{word}`" for word in wrong)
        raise TopicError(f"{listed}: no single topic is called so; there are {', '.join(names)}")
    meant = {_meant(word, names)[0] for word in words}
    return tuple(name for name in names if name in meant)


def _meant(word: str, names: Sequence[str]) -> list[str]:
    """The topics a word may stand for; a whole name stands for itself alone."""
    wanted = word.casefold()
    whole = [name for name in names if name.casefold() == wanted]
    return whole or [name for name in names if wanted and name.casefold().startswith(wanted)]
