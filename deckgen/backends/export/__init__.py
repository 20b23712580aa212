"""The cards for other programs and for reading: a table, a JSON object, a Markdown page."""
