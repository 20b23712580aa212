"""The card language: card files are parsed into values and written back."""
