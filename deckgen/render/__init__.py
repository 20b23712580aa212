"""Rendering: Markdown, code and formulas for Anki, a web page and a terminal."""
