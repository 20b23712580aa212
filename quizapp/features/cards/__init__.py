"""Tools for one card: edit its source, show its information, report that it is wrong, list it."""
