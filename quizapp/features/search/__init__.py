"""Anki's search: which cards a query means."""

from quizapp.features.search.find import find_cards
from quizapp.features.search.lexer import QueryError

__all__ = ["QueryError", "find_cards"]
