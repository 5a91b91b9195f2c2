"""What a learner does besides exploring: predict, solve, write a sentence, keep a log."""

from widgets.learning.course_test import CourseTest
from widgets.learning.exercises import Exercise
from widgets.learning.log import Log
from widgets.learning.log_box import LogBox, NoteButton
from widgets.learning.own_sentence import OwnSentence
from widgets.learning.prediction import Prediction
from widgets.learning.summary import CourseSummary

__all__ = [
    "CourseSummary",
    "CourseTest",
    "Exercise",
    "Log",
    "LogBox",
    "NoteButton",
    "OwnSentence",
    "Prediction",
]
