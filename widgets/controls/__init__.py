"""Labelled, keyboard-reachable controls, and the form that holds them as one widget."""

from widgets.controls.arrange import Fold, Group, columns, row
from widgets.controls.fields import Note
from widgets.controls.form import Form
from widgets.controls.make import (
    action,
    choice,
    number,
    pick,
    problem_line,
    sentence_line,
    setting_choice,
    toggle,
)

__all__ = [
    "Fold",
    "Form",
    "Group",
    "Note",
    "action",
    "choice",
    "columns",
    "number",
    "pick",
    "problem_line",
    "row",
    "sentence_line",
    "setting_choice",
    "toggle",
]
