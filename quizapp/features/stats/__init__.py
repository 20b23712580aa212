"""What the reviews say: how much, how well, how long, and what the coming days bring."""

from quizapp.features.stats.stats import Statistics, summarise
from quizapp.features.stats.tally import Tally, tally

__all__ = ["Statistics", "Tally", "summarise", "tally"]
