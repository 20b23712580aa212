"""The scheduler: FSRS, learning steps, fuzz and the learner's day, as pure functions."""
