"""What is installed, where everything lies, and what of it needs mending."""

from quizapp.doctor.examine import Examined, examine, repair
from quizapp.doctor.visit import Visit, prepare

__all__ = ["Examined", "Visit", "examine", "prepare", "repair"]
