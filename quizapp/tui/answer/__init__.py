"""The widgets that take a typed answer and show its verdict."""
