"""Formulas: TeX is parsed into a tree and written as Unicode or MathML."""

from deckgen.render.math.mathml import to_mathml, typeset
from deckgen.render.math.parser import FormulaError, read_formula
from deckgen.render.math.unicode import to_text

__all__ = ["FormulaError", "read_formula", "to_mathml", "to_text", "typeset"]
