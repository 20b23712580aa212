"""The Anki package; no other package imports genanki."""
