"""Releases: what learners have been given, and what the next package changes for them."""
