"""What the reviews say: how much, how well, how long, and what the coming days bring."""

from quizapp.statistics.summary import Statistics, summarise
from quizapp.statistics.tally import Tally, tally

__all__ = ["Statistics", "Tally", "summarise", "tally"]
