"""Backends: a deck becomes an Anki package, a web page, or text for other programs."""
