"""What `quizapp doctor` examines: folders, versions, the deck and the reviews."""
