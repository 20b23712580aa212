"""The statistics screen and its heat map."""
