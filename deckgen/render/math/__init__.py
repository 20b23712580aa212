"""Formulas: TeX read into a tree, and written for a terminal and for a web page."""

from deckgen.render.math.mathml import to_mathml, typeset
from deckgen.render.math.parser import FormulaError, read_formula
from deckgen.render.math.unicode import to_text

__all__ = ["FormulaError", "read_formula", "to_mathml", "to_text", "typeset"]
