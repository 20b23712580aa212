"""Somebody else's list of questions turned into card files, with doubts instead of guesses."""

from deckgen.importer.read import Draft, Drafts, read_drafts
from deckgen.importer.write import write_drafts

__all__ = ["Draft", "Drafts", "read_drafts", "write_drafts"]
