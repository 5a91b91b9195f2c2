"""What a learner does besides exploring: predict, solve, write a sentence, keep a log."""

from widgets.learning.exercises import Exercise
from widgets.learning.log import Log
from widgets.learning.log_box import LogBox, NoteButton
from widgets.learning.own_sentence import OwnSentence
from widgets.learning.prediction import Prediction

__all__ = [
    "Exercise",
    "Log",
    "LogBox",
    "NoteButton",
    "OwnSentence",
    "Prediction",
]
