"""Releases: the cards that learners have, and what the next package changes for them."""
