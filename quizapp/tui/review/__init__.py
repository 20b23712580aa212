"""The review screen and the screens it opens."""
