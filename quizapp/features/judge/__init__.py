"""What a learner has typed, held against what is known to be true."""
