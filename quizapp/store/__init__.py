"""What the learner did and remembers, kept so that nothing acknowledged is lost."""

from quizapp.store.reviews import ReviewStore

__all__ = ["ReviewStore"]
