"""What the learner did and remembers, kept so that nothing acknowledged is lost."""

from quizapp.store.review_store import ReviewStore, open_database, this_device

__all__ = ["ReviewStore", "open_database", "this_device"]
