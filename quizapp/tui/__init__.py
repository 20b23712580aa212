"""One module a screen, each with its stylesheet beside it."""
