"""What is true: one program a snippet; `kit` is their bench."""
