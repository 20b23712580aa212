"""The quiz in lines: for screen readers, pipes, and terminals that cannot move their cursor."""
