"""Checks of cards that parse: quotations, proofs, names, pictures, formulas and style."""
