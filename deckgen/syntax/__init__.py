"""Card files read into values, and written back."""
