"""The programs that cards quote, and the proof state of each card."""
