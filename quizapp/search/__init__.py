"""Anki's search: which cards a query means."""

from quizapp.search.fault import QueryError
from quizapp.search.find import find_cards

__all__ = ["QueryError", "find_cards"]
