"""Labelled, keyboard-reachable controls: numbers, choices, toggles, buttons, lines of text."""

from widgets.controls.layout import folded_away, in_two_columns
from widgets.controls.make import (
    action,
    choice,
    number,
    problem_line,
    sentence_line,
    setting_choice,
    toggle,
)

__all__ = [
    "action",
    "choice",
    "folded_away",
    "in_two_columns",
    "number",
    "problem_line",
    "sentence_line",
    "setting_choice",
    "toggle",
]
