"""Markdown, code and formulas in the form that Anki, a web page and a terminal show."""
