"""Everything that can be wrong with cards that parse."""
