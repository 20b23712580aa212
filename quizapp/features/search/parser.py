"""A query as the question it asks: terms side by side are both meant, `or` binds less."""

from __future__ import annotations

import unicodedata

from quizapp.features.search.lexer import QueryError, QuerySpan, Sign, Token, tokenize
from quizapp.features.search.predicates import Predicate, either, every, without
from quizapp.features.search.terms import read_term

DEEPEST = 50
"""How many brackets may be open at once."""


def parse(query: str) -> Predicate:
    """The question a query asks; an empty one means every card. Raises QueryError."""
    query = unicodedata.normalize("NFC", query)
    tokens = list(tokenize(query))
    if not tokens:
        return every(())
    reader = Reader(query, tokens)
    node = reader.read_either(0)
    if reader.next is not None:
        remedy = "open it with a `(`, or write `\\)` to search for one"
        raise QueryError("a `)` closes nothing", remedy, reader.next.at)
    return node


class Reader:
    """Reads tokens from left to right."""

    def __init__(self, query: str, tokens: list[Token]) -> None:
        self.end = QuerySpan(query, len(query), len(query))
        self.tokens = tokens
        self.position = 0

    @property
    def next(self) -> Token | None:
        """The token to read next; None at the end."""
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    @property
    def sign(self) -> Sign | None:
        """What the next token is."""
        return self.next.sign if self.next else None

    def read_either(self, depth: int) -> Predicate:
        """Parts between `or`, up to a bracket that closes or the end."""
        parts = [self._read_every(depth)]
        while self.sign is Sign.OR:
            self.position += 1
            parts.append(self._read_every(depth))
        return parts[0] if len(parts) == 1 else either(parts)

    def _read_every(self, depth: int) -> Predicate:
        parts = [self._read_part(depth)]
        while self.sign not in (None, Sign.OR, Sign.CLOSE):
            if self.sign is Sign.AND:
                self.position += 1
            parts.append(self._read_part(depth))
        return parts[0] if len(parts) == 1 else every(parts)

    def _read_part(self, depth: int) -> Predicate:
        token = self.next
        self.position += 1
        if token and token.sign is Sign.NOT:
            return without(self._read_part(depth))
        if token and token.sign is Sign.OPEN:
            return self._read_group(token, depth + 1)
        if token and token.value:
            return read_term(token.key, token.value)
        raise self._misplaced(token)

    def _read_group(self, opening: Token, depth: int) -> Predicate:
        if depth > DEEPEST:
            raise QueryError("too many brackets are open at once", "close some", opening.at)
        if self.sign is Sign.CLOSE:
            raise QueryError("there is nothing between `(` and `)`", "write a term", opening.at)
        node = self.read_either(depth) if self.next else None
        closing = self.next
        if node is None or closing is None:
            remedy = "close it with a `)`, or write `\\(` to search for one"
            raise QueryError("a `(` is never closed", remedy, opening.at)
        self.position += 1
        return node

    def _misplaced(self, token: Token | None) -> QueryError:
        """Why there is no term where one should be."""
        connective = self.tokens[self.position - 2] if self.position > 1 else None
        at = token or connective
        if token is None or token.sign is Sign.CLOSE:
            at = connective
        word = at.at.text if at else ""
        remedy = f'put a term there, or write `"{word}"` to search for the word'
        return QueryError(f"`{word}` has no term on one side", remedy, at.at if at else self.end)
