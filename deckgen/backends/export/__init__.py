"""Exports for other programs and for reading: a CSV table, a JSON object, a Markdown page."""
