"""Formulas: TeX read into a tree, and written for a terminal and for a web page."""

from deckgen.math.page import to_mathml, typeset
from deckgen.math.plain import to_text
from deckgen.math.read import FormulaError, read_formula

__all__ = ["FormulaError", "read_formula", "to_mathml", "to_text", "typeset"]
