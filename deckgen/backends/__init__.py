"""What a deck is compiled to: an Anki package, a web page, and text formats."""
