"""The scheduler: FSRS, learning steps, fuzz and the learner's day, all pure functions and values."""
