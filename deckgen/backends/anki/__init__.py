"""The Anki package: the only room that knows genanki."""
