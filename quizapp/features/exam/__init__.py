"""A day to be ready by: what it asks of the days before it, and what it will find."""
