"""The home screen and its topics."""
