"""Exports for other programs and for reading."""

FORMATS = {"csv": "csv", "json": "json", "md": "markdown"}
"""The module of each format; its `export` writes the cards as bytes."""
