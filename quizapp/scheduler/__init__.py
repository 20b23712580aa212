"""When a card comes back: FSRS, learning steps, fuzz; pure functions of values."""
