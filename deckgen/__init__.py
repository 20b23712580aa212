"""deckgen knows what a card is: it parses, checks and compiles the Markdown cards of torchdeck."""
