"""The programs that cards quote, and the state of their proof."""
