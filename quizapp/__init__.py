"""quizapp knows how a card is remembered: it schedules, asks and records in the terminal."""
