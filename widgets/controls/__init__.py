"""Labelled, keyboard-reachable controls: numbers, choices, toggles, buttons, lines of text."""

from widgets.controls.make import action, choice, number, problem_line, sentence_line, toggle

__all__ = [
    "action",
    "choice",
    "number",
    "problem_line",
    "sentence_line",
    "toggle",
]
